import type { JSX } from 'preact';
import { BucketingFields } from '../bucketing/bucketing-fields.js';
import { More } from '../fields/more.js';
import { TypedField } from '../fields/typed-field.js';
import { hasBucketing } from '../model/bucketing.js';
import { percentage } from '../model/codecs.js';
import type { ShareNode } from '../model/condition-node.js';
import { shortShare, spelledShare } from '../model/rollout-range.js';

/** A share as a condition. */
export interface ShareRowProps {
  readonly node: ShareNode;
  readonly onNode: (node: ShareNode) => void;
}

/** The controls of a share: its two percentages, and its bucketing keys. */
export function ShareRow({ node, onNode }: ShareRowProps): JSX.Element {
  const share = spelledShare(node.share);
  const [first, last] = share.range;
  const onShare = (changed: typeof share): void => onNode({ ...node, share: shortShare(changed) });
  return (
    <div class="stack">
      <div class="columns">
        <TypedField
          label="In share, from percent"
          inputMode="decimal"
          value={first}
          codec={percentage}
          onValue={(value) => onShare({ ...share, range: [value, last] })}
        />
        <TypedField
          label="To percent"
          hint="Up to this, but not including it."
          inputMode="decimal"
          value={last}
          codec={percentage}
          onValue={(value) => onShare({ ...share, range: [first, value] })}
        />
      </div>
      <More summary="More about who is in" isOpenAtFirst={hasBucketing(share)}>
        <div class="columns">
          <BucketingFields keys={share} defaultSeed="the name of the flag with :condition" onKeys={onShare} />
        </div>
      </More>
    </div>
  );
}
