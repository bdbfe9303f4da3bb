// A network of one member on this machine: made with the command line, like a member does it, and thrown away after.
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';

const run = promisify(execFile);

/** Waits until `look` gives something, and gives that; says what was waited for when it never comes. */
export async function until(what, look, seconds = 30) {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > deadline) throw new Error(`waited ${seconds} s in vain for ${what}`);
    await pause(50); // between two looks
  }
}

/** A port that was free a moment ago, for those who must know their address before they start. */
export async function freePort() {
  const server = createServer();
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

export class Node {
  /** Makes the network and starts its node. */
  static async make(program, settings = {}) {
    const work = await mkdtemp(join(tmpdir(), 'emn-browser-'));
    const node = new Node(program, work, settings);
    const keyholders = join(work, 'keyholders');
    const roster = join(keyholders, 'roster.cbor');
    await node.plain('network', 'new', '--name', 'browser', '--new-root-keys', '1', '--threshold', '1', '--out', keyholders);
    await node.emn('init', '--member', 'NL', '--listen', '/ip4/127.0.0.1/tcp/0');
    await node.plain('roster', 'add', roster, join(node.dir, 'join.toml'));
    await node.plain('roster', 'sign', roster, '--key', join(keyholders, 'root-1.pem'));
    await node.emn('roster', 'install', roster);
    return node;
  }

  constructor(program, work, settings) {
    Object.assign(this, { program, work, dir: join(work, 'nl'), settings, log: join(work, 'node.log') });
  }

  /** Starts the daemon, with more settings if given; the port stays the same from the second start on. */
  async start(more = {}) {
    Object.assign(this.settings, more);
    this.port ??= await freePort();
    const settings = { 'api.listen': `127.0.0.1:${this.port}`, ...this.settings };
    const set = Object.entries(settings).flatMap(([key, value]) => ['--set', `${key}=${value}`]);
    const log = await open(this.log, 'a');
    this.process = spawn(this.program, ['--dir', this.dir, 'run', ...set], { stdio: ['ignore', log.fd, log.fd] });
    await log.close();
    this.origin = `http://127.0.0.1:${this.port}`;
    await until('the node', async () => {
      if (this.process.exitCode !== null) throw new Error(`the node ended: ${await this.said()}`);
      return fetch(`${this.origin}/readyz`).then((answer) => answer.ok, () => false);
    }, 60);
  }

  async stop() {
    if (this.process?.exitCode !== null) return;
    const ended = new Promise((done) => this.process.once('exit', done));
    this.process.kill('SIGTERM');
    await ended;
  }

  async restart(more = {}) {
    await this.stop();
    await this.start(more);
  }

  async remove() {
    await this.stop();
    await rm(this.work, { recursive: true, force: true });
  }

  /** What the daemon logged last. */
  async said() {
    return (await readFile(this.log, 'utf8')).slice(-4000);
  }

  /** A command about this node; what it prints. */
  emn(...words) {
    return this.plain('--dir', this.dir, ...words);
  }

  async plain(...words) {
    try {
      return (await run(this.program, words, { env: { ...process.env, NO_COLOR: '1' } })).stdout;
    } catch (error) {
      throw new Error(`emn ${words.join(' ')} ended with ${error.code}: ${error.stderr}`);
    }
  }

  /** Writes a file of the run; its path. */
  async file(name, text) {
    const path = join(this.work, name);
    await writeFile(path, text, { mode: 0o600 });
    return path;
  }

  /** Makes an account with a password. */
  async account(name, password, ...roles) {
    const file = await this.file(`${name}.password`, `${password}\n`);
    await this.emn('user', 'add', name, ...roles.flatMap((role) => ['--role', role]), '--password-file', file);
  }
}
