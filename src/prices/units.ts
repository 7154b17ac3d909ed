import { Decimal } from "decimal.js";

const hoursAMonth = 730;
const daysAMonth = 30;
const multiples: Readonly<Record<string, number>> = { "": 1, k: 1e3, m: 1e6, b: 1e9 };

/** How long a unit of a price lasts; null where it has no time in it. */
type Period = "second" | "minute" | "hour" | "day" | "month" | "year" | null;

/** Whole numbers: their ratios are exact. */
const secondsIn: Readonly<Record<Exclude<Period, null>, number>> = {
  second: 1,
  minute: 60,
  hour: 3600,
  day: (hoursAMonth * 3600) / daysAMonth,
  month: hoursAMonth * 3600,
  year: 12 * hoursAMonth * 3600,
};

/**
 * What a list's price is to be multiplied by to be one of the component's units: `$0.0000002` a request is `$0.2` for
 * `1M requests`, `$0.008` an `LCU-Hrs` is `$5.84` for one `LCU` all month.
 */
export function unitFactor(listUnit: string, componentUnit: string): Decimal {
  return amountOf(componentUnit)
    .div(amountOf(listUnit))
    .times(timeFactor(listUnit, componentUnit))
    .times(sizeFactor(listUnit, componentUnit));
}

/** `100` of `100 GB/Month`, 1,000,000 of `1M requests`, 1 of `Hrs`. */
function amountOf(unit: string): Decimal {
  const groups = /^(?<number>\d{1,12})(?<letter>[KMB]?)(?=$|[\s/])/i.exec(unit)?.groups;
  if (groups === undefined) return new Decimal(1);
  return new Decimal(groups.number ?? 1).times(multiples[(groups.letter ?? "").toLowerCase()] ?? 1);
}

/** A component without a time in its unit is there all month, as long as the list's price has one. */
function timeFactor(listUnit: string, componentUnit: string): Decimal {
  const listed = periodOf(listUnit);
  if (listed === null || listed === "month") {
    const wanted = periodOf(componentUnit);
    return listed === "month" && wanted !== null ? ratio(wanted, listed) : new Decimal(1);
  }
  return ratio(periodOf(componentUnit) ?? "month", listed);
}

function ratio(wanted: Exclude<Period, null>, listed: Exclude<Period, null>): Decimal {
  return new Decimal(secondsIn[wanted]).div(secondsIn[listed]);
}

const periods: ReadonlyArray<readonly [Exclude<Period, null>, RegExp]> = [
  ["month", /(?:^|[\s/.-])(?:months?|mo|mon)\b/i],
  ["year", /(?:^|[\s/.-])(?:years?|yr)\b/i],
  ["day", /(?:^|[\s/.-])(?:days?|d)\b/i],
  ["hour", /(?:^|[\s/.-])(?:hours?|hrs?|h)\b/i],
  ["minute", /(?:^|[\s/.-])(?:minutes?|mins?)\b/i],
  ["second", /(?:^|[\s/.-])(?:seconds?|secs?|s)\b/i],
];

function periodOf(unit: string): Period {
  return periods.find(([, pattern]) => pattern.test(unit))?.[0] ?? null;
}

/** AWS lists throughput by the GiB/s where Terraform counts MiB/s and jobs by the DPU, Google some storage by the byte. */
function sizeFactor(listUnit: string, componentUnit: string): Decimal {
  const units = /\((?<number>\d{1,5}(?:\.\d{1,6})?) DPUs?\)$/.exec(componentUnit)?.groups?.number;
  if (units !== undefined) return new Decimal(units);
  if (/^GiBps/i.test(listUnit) && /^M[Bb]ps/.test(componentUnit)) return new Decimal(1).div(1024);
  if (/^By\b/.test(listUnit) && /^Gi?B/.test(componentUnit)) return new Decimal(2).pow(30);
  if (/^TiBy/.test(listUnit) && /^GB/.test(componentUnit)) return new Decimal(1).div(1024);
  return new Decimal(1);
}
