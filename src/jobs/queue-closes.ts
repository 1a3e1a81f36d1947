/** Why a job's signal aborts where its queue closes, and not its lease is lost: what is under way may come to its end. */
export class QueueCloses extends Error {
  constructor() {
    super('The queue closes.');
    this.name = 'QueueCloses';
  }
}
