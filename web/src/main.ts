import { mount } from 'svelte';
import App from './App.svelte';
import { theCase } from './case.svelte';
import { here } from './here.svelte';
import { live } from './live.svelte';
import './review.svelte';
import './look/tokens.css';
import './look/base.css';
import './look/print.css';
import { firstBytes } from './map/archive';
import { speak } from './words/words.svelte';

// The map is the heaviest part: where it will be shown, it is fetched beside everything else.
if (here.address.screen === 'picture' && here.address.view !== 'list') {
  firstBytes().catch(() => undefined);
  import('./map/chart').catch(() => undefined);
}
await Promise.all([speak(here.address.lang), theCase.load()]);
const target = document.getElementById('page');
if (target) {
  document.getElementById('plain')?.remove();
  mount(App, { target });
  // The line stays open, and a browser has few of them to one server: first comes what is to be seen. What changes meanwhile is told.
  setTimeout(() => live.listen(), 500);
}
