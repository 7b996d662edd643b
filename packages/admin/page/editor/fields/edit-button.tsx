import type { JSX } from 'preact';
import { Button, type ButtonProps } from '../../ui/button.js';
import { useEditing } from '../editing.js';

/** A button that changes the draft. Disabled for users who may only read. */
export function EditButton(props: ButtonProps): JSX.Element {
  const { readOnly } = useEditing();
  return <Button {...props} disabledBecause={readOnly ?? props.disabledBecause} />;
}
