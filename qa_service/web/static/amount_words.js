// Large amounts said shorter: '约合1.65亿元'. Exact arithmetic on the digits; floats never touch it.

const WAN = 10_000n;
const YI = 100_000_000n;
const SAID_FROM = 100_000n; // below it, 元 are read easily as they are
const POWER = { 元: 0, 万元: 4 };

/**
 * How one would say an amount, in 万元 or 亿元 with at most two decimals; '约合' where that is
 * rounded, '合' where it is exact; null where the amount is said easily as it stands.
 */
export function inWords(number, unit) {
  const found = /^-?(\d+)(?:\.(\d+))?$/.exec(number.replaceAll(",", ""));
  if (!found || !(unit in POWER)) return null;
  const [, whole, decimals = ""] = found;
  const amount = BigInt(whole + decimals) * 10n ** BigInt(POWER[unit]);
  const one = 10n ** BigInt(decimals.length); // so many make one yuan
  if (amount >= YI * one) return said(amount, YI * one, "亿元");
  if (unit !== "元" || amount < SAID_FROM * one) return null;
  // What would round to 10000万 is one 亿.
  const rounded = hundredths(amount, WAN * one);
  return rounded >= WAN * 100n ? said(amount, YI * one, "亿元") : said(amount, WAN * one, "万元");
}

function hundredths(amount, one) {
  return (amount * 200n + one) / (2n * one);
}

function said(amount, one, unit) {
  const rounded = hundredths(amount, one);
  const exact = rounded * one === amount * 100n;
  const [whole, rest] = [rounded / 100n, String(rounded % 100n).padStart(2, "0")];
  const decimals = rest.replace(/0+$/, "");
  return `${exact ? "合" : "约合"}${whole}${decimals && `.${decimals}`}${unit}`;
}
