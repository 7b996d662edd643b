import { parseFlag } from '@halyard/core/store';
import { parseFlagFile } from '@halyard/formats/halyard';
import { expect } from 'chai';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { assertParses } from '../support/command-line.js';
import { read, root } from '../docs/markdown.js';

const text = (path: string): string => readFileSync(join(root, path), 'utf8');

/** What these tests read of the Dockerfile: each instruction with its arguments, continued lines joined. */
const dockerfile = text('Dockerfile')
  .replaceAll(/^#.*\n/gm, '')
  .replaceAll(/\\\n\s*/g, '')
  .split('\n')
  .flatMap((line) => {
    const [, instruction, words] = /^([A-Z]+) (.+)$/.exec(line) ?? [];
    return instruction === undefined ? [] : [{ instruction, words: words! }];
  });

const argumentsOf = (instruction: string): string[] =>
  dockerfile.filter((each) => each.instruction === instruction).map(({ words }) => words);

/** The image's own command: what `docker run` appends replaces it. */
const command = JSON.parse(argumentsOf('CMD')[0]!) as string[];

function assertFlags(variables: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(variables)) {
    if (!name.startsWith('FEATURE_')) continue;
    // YAML would have made a boolean of on and off.
    expect(value, name).to.be.a('string');
    expect(parseFlag('flag', value as string).problem, name).to.equal(undefined);
  }
}

describe('the Dockerfile', () => {
  it('copies what exists, from a stage that exists', () => {
    const stages = argumentsOf('FROM').flatMap((words) => / AS (\w+)$/.exec(words)?.[1] ?? []);
    for (const words of argumentsOf('COPY')) {
      const [first, ...rest] = words.split(' ');
      const stage = /^--from=(\w+)$/.exec(first!)?.[1];
      if (stage === undefined)
        for (const source of [first!, ...rest.slice(0, -1)])
          expect(existsSync(join(root, source)), source).to.equal(true);
      else expect(stages).to.include(stage);
    }
  });

  it('packs and installs packages that exist, the command with all that it depends on', () => {
    const [, list] = /for name in ([\w ]+);/.exec(argumentsOf('RUN').join('\n'))!;
    const names = list!.split(' ');
    const needed = new Set(
      names.flatMap((name) => {
        const { dependencies = {}, peerDependencies = {} } = JSON.parse(
          text(`packages/${name}/package.json`),
        ) as Record<'dependencies' | 'peerDependencies', Record<string, string> | undefined>;
        return Object.keys({ ...dependencies, ...peerDependencies });
      }),
    );
    const own = [...needed]
      .filter((name) => name.startsWith('@halyard/'))
      .map((name) => name.slice('@halyard/'.length));
    expect(names).to.include('cli').and.to.include.members(own);
    const ignored = text('.dockerignore').split('\n');
    expect(ignored.filter((path) => /^(?:packages|scripts|examples)\b/.test(path))).to.deep.equal([]);
  });

  it('runs a command that halyard understands, as a user without rights', async () => {
    await assertParses(command);
    expect(argumentsOf('USER')).to.deep.equal(['node']);
    expect(argumentsOf('HEALTHCHECK')[0]).to.contain('/healthz');
    expect(argumentsOf('ENTRYPOINT')[0]).to.contain('@halyard/cli/bin.js');
    expect(existsSync(join(root, 'packages/cli/bin.js'))).to.equal(true);
  });
});

interface Compose {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

interface ComposeService {
  readonly image?: string;
  readonly build?: { readonly context: string };
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, unknown>>;
  readonly volumes?: readonly string[];
  readonly depends_on?: Readonly<Record<string, unknown>>;
}

describe('examples/deploy/compose.yaml', () => {
  const { services, volumes } = parse(text('examples/deploy/compose.yaml')) as Compose;

  it('refers to services, volumes and folders that exist', () => {
    for (const { build, image, depends_on = {}, volumes: mounts = [] } of Object.values(services)) {
      for (const other of Object.keys(depends_on)) expect(services).to.have.property(other);
      for (const mount of mounts) expect(volumes).to.have.property(mount.split(':')[0]!);
      if (build === undefined) expect(image).to.be.a('string');
      else expect(existsSync(join(root, 'examples/deploy', build.context, 'Dockerfile'))).to.equal(true);
    }
  });

  it('has a command line that halyard understands, and flags that are valid', async () => {
    await assertParses(services['flags']!.command!);
    for (const { environment = {} } of Object.values(services)) assertFlags(environment);
  });
});

/** What these tests read of a Kubernetes object. */
interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec?: {
    readonly selector: Readonly<Record<string, unknown>>;
    readonly ports?: readonly { readonly targetPort: string }[];
    readonly template?: {
      readonly metadata: { readonly labels: Readonly<Record<string, string>> };
      readonly spec: {
        readonly containers: readonly KubernetesContainer[];
        readonly volumes: readonly {
          readonly name: string;
          readonly configMap?: { readonly name: string };
        }[];
      };
    };
  };
}

interface KubernetesContainer {
  readonly args?: readonly string[];
  readonly envFrom?: readonly { readonly configMapRef: { readonly name: string } }[];
  readonly ports: readonly { readonly name: string }[];
  readonly volumeMounts: readonly { readonly name: string }[];
  readonly readinessProbe?: { readonly httpGet: { readonly path: string; readonly port: string } };
  readonly livenessProbe?: { readonly httpGet: { readonly path: string; readonly port: string } };
}

describe('examples/deploy/kubernetes.yaml', () => {
  const objects = parseAllDocuments(text('examples/deploy/kubernetes.yaml')).map(
    (document) => document.toJS() as KubernetesObject,
  );
  const maps = new Map(
    objects.filter(({ kind }) => kind === 'ConfigMap').map((map) => [map.metadata.name, map.data!]),
  );
  const pods = objects.flatMap(({ spec }) => spec?.template ?? []);
  const containers = pods.flatMap(({ spec }) => spec.containers);

  it('has objects whose selectors, ports, maps and volumes exist', () => {
    for (const { kind, spec } of objects) {
      if (spec === undefined) continue;
      const { matchLabels, ...plain } = spec.selector as { matchLabels?: object };
      const wanted = kind === 'Service' ? plain : matchLabels;
      const selected = pods.filter(
        ({ metadata }) => metadata.labels['app'] === (wanted as { app: string }).app,
      );
      expect(selected, kind).to.have.length(1);
      const names = selected[0]!.spec.containers[0]!.ports.map(({ name }) => name);
      for (const { targetPort } of spec.ports ?? []) expect(names).to.include(targetPort);
    }
    for (const { spec } of pods) {
      const volumes = spec.volumes.map(({ name }) => name);
      for (const { name } of spec.containers[0]!.volumeMounts) expect(volumes).to.include(name);
      for (const { configMap } of spec.volumes)
        if (configMap !== undefined) expect([...maps.keys()]).to.include(configMap.name);
    }
    for (const { envFrom = [] } of containers) {
      for (const { configMapRef } of envFrom) expect([...maps.keys()]).to.include(configMapRef.name);
    }
  });

  it('probes what halyard serve answers', () => {
    const { readinessProbe, livenessProbe, ports } = containers.find(({ args }) => args !== undefined)!;
    expect([readinessProbe!.httpGet, livenessProbe!.httpGet]).to.deep.equal([
      { path: '/readyz', port: ports[0]!.name },
      { path: '/healthz', port: ports[0]!.name },
    ]);
  });

  it('has command lines that halyard understands, and flags that are valid', async () => {
    for (const { args } of containers) if (args !== undefined) await assertParses(args);
    for (const data of maps.values()) {
      assertFlags(data);
      for (const [name, source] of Object.entries(data)) {
        if (!name.endsWith('.yaml')) continue;
        for (const [flag, stored] of parseFlagFile(source, 'yaml')) {
          expect(parseFlag(flag, stored).problem, flag).to.equal(undefined);
        }
      }
    }
  });
});

describe('examples/deploy/halyard.service', () => {
  it('starts a command line that halyard understands', async () => {
    const [, line] = /^ExecStart=\/usr\/bin\/env halyard (.+)$/m.exec(
      text('examples/deploy/halyard.service'),
    )!;
    await assertParses(line!.split(' '));
  });
});

describe('docs/deploy.md', () => {
  it('lists every variable that halyard reads', () => {
    const source = text('packages/cli/src/store/environment.ts');
    const [, list] = /const SETTINGS = \[([^\]]+)\]/.exec(source)!;
    const names = Array.from(list!.matchAll(/'(\w+)'/g), ([, name]) => name!);
    const page = text('docs/deploy.md');
    expect(names).to.include('REDIS_URL');
    expect(names.filter((name) => !page.includes(`\`${name}\``))).to.deep.equal([]);
  });

  it('shows variables and maps of flags that are valid', () => {
    const yaml = read('docs/deploy.md', text('docs/deploy.md')).blocks.filter(
      ({ language }) => language === 'yaml',
    );
    const [compose, map] = yaml.map(({ code }) => parse(code) as Compose & KubernetesObject);
    assertFlags(compose!.services['shop']!.environment!);
    expect([...parseFlagFile(map!.data!['flags.yaml']!, 'yaml').keys()]).to.deep.equal([
      'new_checkout',
      'new_search',
    ]);
  });
});
