import { answerCases } from './adapter-cases/answers.js';
import type { AdapterCase } from './adapter-cases/adapter-case.js';
import { bypassCases } from './adapter-cases/bypass.js';
import { elsewhereCases } from './adapter-cases/elsewhere.js';
import { contextCases } from './adapter-cases/context.js';
import { decisionCases } from './adapter-cases/decisions.js';
import { flagStatusCases } from './adapter-cases/flag-status.js';
import { killSwitchCases } from './adapter-cases/kill-switch.js';
import { misuseCases } from './adapter-cases/misuse.js';
import { nestingCases } from './adapter-cases/nestings.js';
import { onClosedCases } from './adapter-cases/on-closed.js';
import { previewRouteCases } from './adapter-cases/preview-route.js';
import { requestOverrideCases } from './adapter-cases/request-overrides.js';
import { requestStorageCases } from './adapter-cases/request-storage.js';
import { viewCases } from './adapter-cases/views.js';
import { visitorCases } from './adapter-cases/visitors.js';
import { whenEnabledCases } from './adapter-cases/when-enabled.js';
import { AdapterLab, type OpaqueSubject } from './adapter-lab.js';
import type { AdapterNeed, AdapterSubject } from './adapter-subject.js';
import type { ConformanceCase, ConformanceSection } from './case.js';

/**
 * What every framework's adapter must do. Requests go over HTTP to servers that the subject starts; each case has its
 * own.
 *
 * ```ts
 * runSections(adapterSuite({ name: 'my framework', adapter, … }), { describe, it });
 * ```
 */
export function adapterSuite<Middleware, Request extends object>(
  subject: AdapterSubject<Middleware, Request>,
): ConformanceSection[] {
  // The suite hands the subject's middleware and requests only back to the subject.
  const opaque = subject as unknown as OpaqueSubject;
  const section = (
    name: string,
    cases: readonly (AdapterCase | ConformanceCase)[],
    needs?: AdapterNeed,
  ): ConformanceSection => ({
    name: `${subject.name}: ${name}`,
    cases: cases.map((each) => ('test' in each ? toCase(opaque, each, needs) : each)),
  });
  return [
    section('what opens a gate', decisionCases),
    section('what a closed gate answers', answerCases),
    section('what onClosed does', onClosedCases),
    section('the context', contextCases),
    section('the view of a request', viewCases),
    section('kill switches', killSwitchCases),
    section('whenEnabled', [...whenEnabledCases, ...nestingCases(opaque.nestings)], 'handlers'),
    section('requestFlags', requestStorageCases, 'storage'),
    section('overrides of a request', requestOverrideCases),
    section('visitors', visitorCases),
    section('previewRoute', previewRouteCases, 'handlers'),
    section('flagStatus', flagStatusCases, 'handlers'),
    section('misuse', [...misuseCases, ...elsewhereCases(opaque.elsewhere)]),
    section('no way past a closed gate', bypassCases(opaque)),
  ];
}

function toCase(
  subject: OpaqueSubject,
  { name, test, needs }: AdapterCase,
  sectionNeeds: AdapterNeed | undefined,
): ConformanceCase {
  const skip = [sectionNeeds, needs]
    .map((need) => need && subject.lacks?.[need])
    .find((why) => why !== undefined);
  if (skip !== undefined) return { name, skip };
  return {
    name,
    run: async () => {
      const lab = new AdapterLab(subject);
      try {
        await test(lab);
      } finally {
        await lab.dispose();
      }
    },
  };
}
