// Numbers for people, by the reader's language.

export function distance(metres: number, language: string): string {
  const isLong = Math.abs(metres) >= 1000;
  const options: Intl.NumberFormatOptions = { style: 'unit', unit: isLong ? 'kilometer' : 'meter', maximumSignificantDigits: 3 };
  return new Intl.NumberFormat(language, options).format(isLong ? metres / 1000 : Math.round(metres));
}

/** Latitude and longitude in decimal degrees, Latin digits in every language: people read them to each other over a radio. */
export function coordinates(lat: number, lon: number): string {
  return `${Math.abs(lat).toFixed(4)}° ${lat < 0 ? 'S' : 'N'} ${Math.abs(lon).toFixed(4)}° ${lon < 0 ? 'W' : 'E'}`;
}
