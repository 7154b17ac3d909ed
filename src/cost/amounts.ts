/** Hours that a month has in every estimate. */
export const hoursAMonth = 730;
