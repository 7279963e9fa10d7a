/** Times that a device told, put on the server's clock. */

/**
 * Returns when something happened by the server's clock. How far the device's clock is off is the difference between when it sent
 * and when that was received: one that is a day slow would otherwise make what is done now older than what was done before it was
 * set back, for ever. Never later than received, so that a clock that jumped between the two holds nothing in the future; one that
 * was never set says 1970.
 *
 * @param told by the device's clock
 * @param sentAt by the same clock, when the request left; without it the clock is taken to be right
 */
export function onServerClock(told: Date, sentAt: Date | undefined, receivedAt: Date): Date {
  const offMs = sentAt === undefined ? 0 : receivedAt.getTime() - sentAt.getTime();
  const corrected = Math.min(told.getTime() + offMs, receivedAt.getTime());
  return new Date(Math.max(corrected, 0));
}
