import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../free-port.js';
import { ServerProcess } from '../server-process.js';
import { eventually } from '../until.js';
import { CREDENTIALS } from './s3-client.js';

/** A private Ceph on 127.0.0.1 that keeps objects in memory: a monitor, a disk and the object gateway, which speaks the API of S3. */
export class Ceph {
  readonly #port: number;
  readonly #monitor = new ServerProcess('ceph-mon');
  readonly #disk = new ServerProcess('ceph-osd');
  readonly #gateway = new ServerProcess('radosgw');

  private constructor(port: number) {
    this.#port = port;
  }

  /** Resolves once the gateway answers. */
  static async start(): Promise<Ceph> {
    const ceph = new Ceph(await freePort());
    try {
      await ceph.#start(await freePort());
    } catch (error) {
      await ceph.stop();
      throw error;
    }
    return ceph;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async stop(): Promise<void> {
    for (const process of [this.#gateway, this.#disk, this.#monitor]) await process.stop();
  }

  async #start(monitorPort: number): Promise<void> {
    const configuration = join(this.#monitor.folder, 'ceph.conf');
    const data = { monitor: join(this.#monitor.folder, 'data'), disk: join(this.#disk.folder, 'data') };
    writeFileSync(configuration, configurationOf(monitorPort, data));
    const options = ['--conf', configuration];

    const address = ['--public-addrv', `[v2:127.0.0.1:${monitorPort}]`];
    this.#monitor.prepare('ceph-mon', '--mkfs', '--id', 'a', ...address, ...options);
    await this.#monitor.start('ceph-mon', ['-f', '--id', 'a', ...options], /is new leader/);

    const id = randomUUID();
    this.#monitor.prepare('ceph', ...options, 'osd', 'new', id, '0');
    this.#disk.prepare('mkdir', data.disk);
    this.#disk.prepare('ceph-osd', '--mkfs', '--id', '0', '--osd-uuid', id, ...options);
    await this.#disk.start('ceph-osd', ['-f', '--id', '0', ...options], /starting boot process/);

    const { accessKeyId, secretAccessKey } = CREDENTIALS;
    const keys = ['--access-key', accessKeyId, '--secret-key', secretAccessKey];
    const user = ['user', 'create', '--uid', 'halyard', '--display-name', 'Halyard', ...keys];
    this.#gateway.prepare('radosgw-admin', ...options, ...user);
    // Without `tcp_nodelay` an object takes 40 ms.
    const frontend = `--rgw-frontends=beast endpoint=127.0.0.1:${this.#port} tcp_nodelay=1`;
    // It prints its log, unlike the others.
    const gateway = ['-c', 'exec radosgw "$@" >&2', 'radosgw', '-f', ...options, frontend];
    await this.#gateway.start('sh', gateway, /starting handler: beast/);
    await eventually('the gateway answers', async () => (await fetch(this.url)).ok);
  }
}

function configurationOf(
  monitorPort: number,
  data: { readonly monitor: string; readonly disk: string },
): string {
  const settings = {
    fsid: randomUUID(),
    mon_host: `[v2:127.0.0.1:${monitorPort}]`,
    public_addr: '127.0.0.1',
    mon_data: data.monitor,
    osd_data: data.disk,
    osd_objectstore: 'memstore',
    // One of everything.
    osd_pool_default_size: 1,
    osd_pool_default_min_size: 1,
    osd_pool_default_pg_num: 1,
    osd_pool_default_pgp_num: 1,
    osd_crush_chooseleaf_type: 0,
    mon_allow_pool_size_one: true,
    // Its parts trust each other. Without keys there is no encryption.
    auth_cluster_required: 'none',
    auth_service_required: 'none',
    auth_client_required: 'none',
    ms_mon_client_mode: 'crc',
    keyring: '/dev/null',
    // The pools of the gateway are made one after another: each would take a second.
    paxos_propose_interval: 0.02,
    paxos_min_wait: 0.01,
    // Nothing outside of its folders.
    log_to_stderr: true,
    err_to_stderr: true,
    log_file: '',
    mon_cluster_log_file: '',
    admin_socket: '',
    pid_file: '',
    debug_rocksdb: 0,
    debug_mon: 0,
    debug_rgw: 0,
  };
  return ['[global]', ...Object.entries(settings).map((setting) => setting.join(' = ')), ''].join('\n');
}
