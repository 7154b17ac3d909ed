/** `$1,234.50` */
export function usd(amount: number): string {
  return `${amount < 0 ? "-" : ""}$${magnitude(amount)}`;
}

/** `+$32.85`, `-$5.00`, `$0.00` */
export function signedUsd(amount: number): string {
  const rounded = Math.round(amount * 100) / 100;
  return rounded === 0 ? "$0.00" : `${rounded > 0 ? "+" : "-"}$${magnitude(amount)}`;
}

function magnitude(amount: number): string {
  const [whole = "0", cents = "00"] = Math.abs(amount).toFixed(2).split(".");
  return `${whole.replace(/\B(?=(?:\d{3})+$)/g, ",")}.${cents}`;
}

/** A unit price: as many digits as it needs, `$0.0000002`; null is a price that nobody knows. */
export function unitPrice(amount: number | null): string {
  if (amount === null) return "no price";
  if (amount !== 0 && Math.abs(amount) < 0.01) return `$${amount.toFixed(10).replace(/0+$/, "")}`;
  return `$${amount.toFixed(4).replace(/(\.\d\d)(\d*?)0+$/, "$1$2")}`;
}

/** A quantity without needless zeros: `730`, `8.5`. */
export function quantity(amount: number): string {
  return String(Math.round(amount * 10_000) / 10_000);
}
