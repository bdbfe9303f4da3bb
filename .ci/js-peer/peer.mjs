// A peer of the network that shares no code with `emn`: js-libp2p. It proves that transport (TCP, Noise, Yamux),
// identify, ping and gossip are the published protocols and not a private dialect.
//
//   node peer.mjs --seed HEX --key                                   print the transport key, for the roster
//   node peer.mjs --seed HEX --network HEX --dial MULTIADDR          connect, identify, ping, subscribe, listen
//                 [--messages N] [--seconds N]                       end well after N messages (1), or badly (60 s)
//                 [--save FOLDER]                                    keep each message as FOLDER/SHA256
//   node peer.mjs --seed HEX --network HEX --listen MULTIADDR        wait to be dialled ...
//                 --publish FILE                                     ... and gossip FILE to whoever subscribes
//
// Prints one JSON object a line. Exit codes: 0 all seen, 1 not (the last line says what is missing), 2 usage.
import './polyfill.mjs'
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { generateKeyPairFromSeed } from '@libp2p/crypto/keys'
import { gossipsub, StrictNoSign } from '@libp2p/gossipsub'
import { identify } from '@libp2p/identify'
import { noise } from '@libp2p/noise'
import { peerIdFromPrivateKey } from '@libp2p/peer-id'
import { ping } from '@libp2p/ping'
import { tcp } from '@libp2p/tcp'
import { yamux } from '@libp2p/yamux'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'

const HEX32 = /^[0-9a-f]{64}$/
// Larger than any frame that a node gossips whole (64 KiB), with room for framing.
const LARGEST_MESSAGE = 128 * 1024

const say = (event, fields = {}) => console.log(JSON.stringify({ event, ...fields }))
const sha256 = (bytes) => createHash('sha256').update(bytes).digest()

function options() {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string' },
      key: { type: 'boolean', default: false },
      network: { type: 'string' },
      dial: { type: 'string' },
      listen: { type: 'string' },
      publish: { type: 'string' },
      save: { type: 'string' },
      messages: { type: 'string', default: '1' },
      seconds: { type: 'string', default: '60' },
    },
  })
  if (!HEX32.test(values.seed ?? '')) throw new TypeError('--seed needs 64 hexadecimal characters')
  if (values.key) return values
  if (!HEX32.test(values.network ?? '')) throw new TypeError('--network needs 64 hexadecimal characters')
  if (!values.dial === !values.listen) throw new TypeError('give one of --dial and --listen')
  if (values.publish && !values.listen) throw new TypeError('--publish goes with --listen')
  for (const name of ['messages', 'seconds']) {
    values[name] = Number(values[name])
    if (!(values[name] > 0)) throw new TypeError(`--${name} needs a number above 0`)
  }
  return values
}

function create(privateKey, listen) {
  return createLibp2p({
    privateKey,
    nodeInfo: { name: 'emn-js-peer', version: '1', userAgent: 'emn-js-peer/1' },
    addresses: { listen: listen ? [listen] : [] },
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    services: {
      identify: identify(),
      ping: ping(),
      pubsub: gossipsub({
        // Entries are signed themselves, so gossip messages are not: no author, no number, no signature.
        globalSignaturePolicy: StrictNoSign,
        // docs/protocol.md, P-WIR: the topic is part of it, so that one topic's bytes say nothing about another's.
        msgIdFn: (message) => sha256(Buffer.concat([Buffer.from(message.topic), Buffer.of(0), message.data])),
        allowPublishToZeroTopicPeers: false,
        maxInboundDataLength: LARGEST_MESSAGE,
        maxOutboundBufferSize: 4 * LARGEST_MESSAGE,
      }),
    },
  })
}

// What must happen before the peer is content; each is a promise with a name for the complaint.
class Wishes {
  #open = new Map()

  add(name) {
    const wish = Promise.withResolvers()
    this.#open.set(name, wish)
    return () => {
      this.#open.delete(name)
      wish.resolve()
    }
  }

  missing() {
    return [...this.#open.keys()]
  }

  all() {
    return Promise.all([...this.#open.values()].map((wish) => wish.promise))
  }
}

function watch(node, topic, wanted, save, wishes) {
  const identified = wishes.add('identify')
  const subscribed = wishes.add('a subscriber of the topic')
  node.addEventListener('peer:identify', ({ detail }) => {
    say('identified', {
      peer: detail.peerId.toString(),
      agent: detail.agentVersion,
      protocolVersion: detail.protocolVersion,
      protocols: detail.protocols,
    })
    identified()
  })
  node.addEventListener('peer:disconnect', ({ detail }) => say('disconnected', { peer: detail.toString() }))
  node.services.pubsub.addEventListener('subscription-change', ({ detail }) => {
    for (const { topic: name, subscribe } of detail.subscriptions) {
      say('subscription', { peer: detail.peerId.toString(), topic: name, subscribe })
      if (name === topic && subscribe) subscribed()
    }
  })
  if (wanted > 0) countMessages(node, topic, wanted, save, wishes.add(`${wanted} message(s)`))
  node.services.pubsub.subscribe(topic)
}

function countMessages(node, topic, wanted, save, done) {
  let seen = 0
  node.services.pubsub.addEventListener('gossipsub:message', ({ detail }) => {
    const { msg, propagationSource } = detail
    if (msg.topic !== topic) return
    const digest = sha256(msg.data).toString('hex')
    if (save) writeFileSync(join(save, digest), msg.data)
    say('message', { from: propagationSource.toString(), type: msg.type, length: msg.data.length, sha256: digest })
    seen += 1
    if (seen === wanted) done()
  })
}

async function dial(node, address, wishes) {
  const answered = wishes.add('ping')
  const connection = await node.dial(multiaddr(address))
  say('connected', {
    peer: connection.remotePeer.toString(),
    encryption: connection.encryption,
    multiplexer: connection.multiplexer,
  })
  say('ping', { milliseconds: await node.services.ping.ping(connection.remotePeer) })
  answered()
}

// Once a peer subscribes; the mesh may not stand yet, but a publish floods to all subscribers.
function publishWhenSubscribed(node, topic, data, published) {
  node.services.pubsub.addEventListener('subscription-change', async ({ detail }) => {
    if (!detail.subscriptions.some((change) => change.topic === topic && change.subscribe)) return
    const { recipients } = await node.services.pubsub.publish(topic, data)
    say('published', { recipients: recipients.map(String), length: data.length, sha256: sha256(data).toString('hex') })
    published()
  })
}

async function run(values) {
  const privateKey = await generateKeyPairFromSeed('Ed25519', Buffer.from(values.seed, 'hex'))
  const key = Buffer.from(privateKey.publicKey.raw).toString('hex')
  const peer = peerIdFromPrivateKey(privateKey).toString()
  if (values.key) return say('key', { key, peer })

  const topic = `/emn/${values.network.slice(0, 16)}/entries/1`
  const wishes = new Wishes()
  const node = await create(privateKey, values.listen)
  const limit = setTimeout(() => {
    say('timeout', { seconds: values.seconds, missing: wishes.missing() })
    process.exit(1)
  }, values.seconds * 1000)
  watch(node, topic, values.publish ? 0 : values.messages, values.save, wishes)
  say('started', { key, peer, topic, addresses: node.getMultiaddrs().map(String) })
  // A publisher stays until its reader has gone, so that nothing is cut off in a socket.
  if (values.publish) {
    const left = wishes.add('the reader to leave')
    node.addEventListener('peer:disconnect', left, { once: true })
    publishWhenSubscribed(node, topic, await readFile(values.publish), wishes.add('a publication'))
  }
  if (values.dial) await dial(node, values.dial, wishes)
  await wishes.all()
  clearTimeout(limit)
  say('done')
  await node.stop()
}

let values
try {
  values = options()
} catch (error) {
  console.error(`peer.mjs: ${error.message}`)
  process.exit(2)
}
try {
  await run(values)
  process.exit(0)
} catch (error) {
  say('failed', { error: String(error?.message ?? error) })
  process.exit(1)
}
