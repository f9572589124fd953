/** The newest of many rows that come in a few stretches, each of them newest first, as those of a window do. */
export class Newest {
  /** @param {number} most  rows to give */
  constructor(most) {
    this.most = most;
    this.count = 0;
    /** Of each stretch only the first can be among the newest. @type {number[]} */
    this.candidates = [];
    this.before = Infinity;
    this.inStretch = 0;
  }

  /** @param {number} row */
  offer(row) {
    this.count += 1;
    this.inStretch = row < this.before ? 1 : this.inStretch + 1;
    this.before = row;
    if (this.inStretch <= this.most) this.candidates.push(row);
  }

  /** @returns {number[]} */
  get rows() {
    return this.candidates.sort((one, other) => one - other).slice(0, this.most);
  }
}
