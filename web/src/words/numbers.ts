// Numbers for people, by the reader's language.

import { mgrs } from '../map/utm';

export function distance(metres: number, language: string): string {
  const isLong = Math.abs(metres) >= 1000;
  const options: Intl.NumberFormatOptions = { style: 'unit', unit: isLong ? 'kilometer' : 'meter', maximumSignificantDigits: 3 };
  return new Intl.NumberFormat(language, options).format(isLong ? metres / 1000 : Math.round(metres));
}

/** Latitude and longitude in degrees, minutes, seconds, Latin digits in every language: people read them to each other over a radio. */
export function coordinates(lat: number, lon: number): string {
  return `${sexagesimal(lat, 'N', 'S')} ${sexagesimal(lon, 'E', 'W')}`;
}

function sexagesimal(degrees: number, above: string, below: string): string {
  const seconds = Math.round(Math.abs(degrees) * 3600);
  const part = (value: number): string => String(value).padStart(2, '0');
  return `${part(Math.floor(seconds / 3600))}°${part(Math.floor(seconds / 60) % 60)}′${part(seconds % 60)}″${degrees < 0 ? below : above}`;
}

/** The place in the military grid, with no more digits than its error allows; nothing where the grid does not reach. */
export function gridPlace(lat: number, lon: number, errorMetres: number | null): string {
  const error = errorMetres ?? 0;
  const digits = error >= 50_000 ? 0 : error >= 5_000 ? 1 : error >= 500 ? 2 : error >= 50 ? 3 : 4;
  return mgrs(lat, lon, digits) ?? '';
}
