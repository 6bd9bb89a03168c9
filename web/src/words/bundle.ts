import { FluentBundle, FluentResource } from '@fluent/bundle';

/** The messages of one language; numbers in them are written as the locale writes them. */
export function bundleOf(locale: string, source: string): FluentBundle {
  const bundle = new FluentBundle(locale);
  bundle.addResource(new FluentResource(source));
  return bundle;
}
