import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { useEditing } from '../editing.js';
import type { Codec } from '../model/codecs.js';
import { sameJson } from '../model/json-object.js';

/** The text of a control, its problem, and a function to call on input. */
export interface TypedText {
  readonly text: string;
  readonly problem: string | undefined;
  readonly onInput: (text: string) => void;
}

/**
 * Keeps text that can't be read yet. Calls `onValue` with each value that can be read, and reports other text to the editor.
 * A value from elsewhere replaces the text.
 */
export function useTypedText<Value>(
  label: string,
  value: Value,
  codec: Codec<Value>,
  onValue: (value: Value) => void,
): TypedText {
  const id = useId();
  const { reportUnreadable } = useEditing();
  const last = useRef(value);
  const [text, setText] = useState(() => codec.write(value));
  const [problem, setProblem] = useState<string>();
  if (last.current !== value) {
    const isOther = !sameJson(last.current, value);
    last.current = value;
    if (isOther) {
      setText(codec.write(value));
      setProblem(undefined);
    }
  }
  useEffect(() => {
    reportUnreadable(id, problem && `${label} ${problem}`);
    return () => reportUnreadable(id, undefined);
  }, [id, label, problem, reportUnreadable]);
  return {
    text,
    problem,
    onInput(typed) {
      setText(typed);
      const reading = codec.read(typed);
      if ('problem' in reading) {
        setProblem(reading.problem);
        return;
      }
      setProblem(undefined);
      last.current = reading.value;
      onValue(reading.value);
    },
  };
}
