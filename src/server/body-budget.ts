import type { FastifyReply, FastifyRequest } from 'fastify';
import { pipeline, Transform, type Readable } from 'node:stream';
import { ByomError } from '../sdk/index.js';

/** Bytes that are not worth counting: who sends much at once can still ask and cancel. */
const small = 32 * 1024;

/** Bytes of the bodies that one tenant has under way, so that it cannot fill the memory that all of them share. */
export class BodyBudget {
  readonly #held = new Map<string, number>();

  constructor(
    private readonly most: number,
    private readonly largest: number,
  ) {}

  /** The body, counted until its request has ended; fails with OVERLOADED beyond what the tenant may have under way. */
  counted(tenant: string, { headers }: FastifyRequest, { raw }: FastifyReply, body: Readable): Readable {
    const told = headers['content-length'];
    // Nor is there an end to await of a request that was left while its token was looked up.
    if (raw.destroyed || (told !== undefined && Number(told) <= small)) return body;
    let own = 0;
    const hold = (bytes: number) => {
      const held = (this.#held.get(tenant) ?? 0) + bytes;
      if (held > this.most) throw new ByomError('OVERLOADED', 'Too much is being sent at once: ask again.');
      own += bytes;
      this.#held.set(tenant, held);
    };
    raw.once('close', () => {
      const left = (this.#held.get(tenant) ?? 0) - own;
      if (left > 0) this.#held.set(tenant, left);
      else this.#held.delete(tenant);
    });
    if (told !== undefined) {
      hold(Math.min(Number(told), this.largest));
      return body;
    }
    const counter = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        try {
          hold(chunk.length);
          done(null, chunk);
        } catch (error) {
          done(error as Error);
        }
      },
    });
    return pipeline(body, counter, () => undefined);
  }
}
