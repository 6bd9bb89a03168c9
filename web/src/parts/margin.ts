// A margin drawn to scale: the edge of the place at its true distance from the position, with the error on both sides.

import type { Margin } from '../api/shapes';

export interface Scaled {
  edge: number;
  point: number;
  low: number;
  high: number;
  ticks: { x: number; metres: number; isLabelled: boolean }[];
}

export function scaled({ margin_m, tolerance_m }: Pick<Margin, 'margin_m' | 'tolerance_m'>, width: number): Scaled {
  const reach = Math.max(Math.abs(margin_m) + Math.abs(tolerance_m), 1) * 1.15;
  const x = (metres: number): number => Math.round(((metres + reach) / (2 * reach)) * width * 10) / 10;
  const step = roundStep(reach / 3);
  const count = Math.floor(reach / step);
  const ticks = Array.from({ length: 2 * count + 1 }, (_, place) => (place - count) * step).map((metres) => ({
    x: x(metres),
    metres,
    isLabelled: metres !== 0 && Math.abs(metres) < reach * 0.8,
  }));
  return { edge: x(0), point: x(margin_m), low: x(margin_m - tolerance_m), high: x(margin_m + tolerance_m), ticks };
}

/** 1, 2 or 5 times a power of ten, not less than what is wanted. */
export function roundStep(wanted: number): number {
  const power = 10 ** Math.floor(Math.log10(wanted));
  return ([1, 2, 5, 10].find((digit) => digit * power >= wanted) ?? 10) * power;
}
