// Lanes of the time bar in pixels: pure arithmetic, so that the drawing only draws.

import type { Lane, Span, Truth } from '../api/shapes';

export interface Window {
  from: number;
  to: number;
}

export interface Scale {
  x: (instant: number) => number;
  at: (x: number) => number;
}

export function scale(window: Window, width: number): Scale {
  const perPixel = (window.to - window.from) / Math.max(1, width);
  return { x: (instant) => (instant - window.from) / perPixel, at: (x) => window.from + x * perPixel };
}

export interface Bar {
  x: number;
  width: number;
}

/** The part of an interval that the window shows, at least `least` pixels wide; null if none. */
export function bar(span: Span, window: Window, width: number, least = 0): Bar | null {
  const [from, to] = [Date.parse(span.from), Date.parse(span.to)];
  if (to < window.from || from > window.to) return null;
  const { x } = scale(window, width);
  const [start, end] = [Math.max(0, x(from)), Math.min(width, x(Math.max(from, to)))];
  const wide = Math.max(end - start, least);
  return { x: Math.min(start, width - wide), width: wide };
}

export interface DrawnLane {
  lane: Lane;
  spans: (Bar & Span & { truth: Truth | null; state: string })[];
  findings: (Bar & Span & { id: string; outcome: string })[];
  watched: (Bar & Span)[];
}

export function draw(lane: Lane, window: Window, width: number): DrawnLane {
  const place = <Part extends Span>(parts: readonly Part[], least: number): (Bar & Part)[] =>
    parts.flatMap((part) => {
      const at = bar(part, window, width, least);
      return at === null ? [] : [{ ...part, ...at }];
    });
  return { lane, spans: place(lane.spans, 1), findings: place(lane.findings, 5), watched: place(lane.watched, 1) };
}

/** How many of the instants fall into each of `count` equal parts of the window. */
export function histogram(instants: readonly number[], window: Window, count: number): number[] {
  const bins = Array.from({ length: count }, () => 0);
  for (const instant of instants) {
    const bin = Math.floor(((instant - window.from) / (window.to - window.from)) * count);
    if (bin >= 0 && bin < count) bins[bin] = (bins[bin] ?? 0) + 1;
  }
  return bins;
}

/** The window zoomed by a factor around an instant, never outside `whole`, never below a day. */
export function zoomed(window: Window, factor: number, around: number, whole: Window): Window {
  const length = Math.min(Math.max((window.to - window.from) * factor, 86_400_000), whole.to - whole.from);
  const share = Math.min(1, Math.max(0, (around - window.from) / (window.to - window.from)));
  return within({ from: around - share * length, to: around + (1 - share) * length }, whole);
}

export function shifted(window: Window, share: number, whole: Window): Window {
  const by = (window.to - window.from) * share;
  return within({ from: window.from + by, to: window.to + by }, whole);
}

function within(window: Window, whole: Window): Window {
  const length = window.to - window.from;
  const from = Math.min(Math.max(window.from, whole.from), whole.to - length);
  return { from, to: from + length };
}

/** Findings that lie too near to each other to be pointed at singly, as one mark. */
export interface Mark {
  /** The middle of the mark, in pixels. */
  x: number;
  findings: (Span & { id: string; outcome: string })[];
}

/** Marks at least `apart` pixels from each other, in the order of time, none nearer than half of that to either end. */
export function marks(findings: DrawnLane['findings'], apart: number, width: number): Mark[] {
  const inside = (x: number): number => Math.min(Math.max(x, apart / 2), width - apart / 2);
  const made: Mark[] = [];
  for (const finding of [...findings].sort((one, other) => one.x - other.x)) {
    const x = inside(finding.x + finding.width / 2);
    const last = made.at(-1);
    if (last && x - last.x < apart) last.findings.push(finding);
    else made.push({ x, findings: [finding] });
  }
  return made;
}
