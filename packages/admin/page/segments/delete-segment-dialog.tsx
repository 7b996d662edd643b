import type { JSX } from 'preact';
import type { SegmentRecord } from '../records.js';
import { Button } from '../ui/button.js';
import { Dialog, DialogButtons } from '../ui/dialog.js';

/** The properties of the dialog. */
export interface DeleteSegmentDialogProps {
  readonly segment: SegmentRecord;
  readonly onDelete: () => void;
  readonly onClose: () => void;
}

/** Asks before a segment is deleted, with its uses. */
export function DeleteSegmentDialog({ segment, onDelete, onClose }: DeleteSegmentDialogProps): JSX.Element {
  const { name, usedBy } = segment;
  return (
    <Dialog title={`Delete segment ${name}?`} onClose={onClose}>
      <p>
        Rules that use it no longer match anyone.
        {usedBy.length > 0 && ` It is used by ${usedBy.join(', ')}.`}
      </p>
      <DialogButtons>
        <Button onClick={onClose}>Cancel</Button>
        <Button kind="danger" onClick={onDelete}>
          Delete segment
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
