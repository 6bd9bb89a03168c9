import { mount } from 'svelte';
import App from './App.svelte';
import { theCase } from './case.svelte';
import { here } from './here.svelte';
import { live } from './live.svelte';
import './look/tokens.css';
import './look/base.css';
import './look/print.css';
import { speak } from './words/words.svelte';

await Promise.all([speak(here.address.lang), theCase.load()]);
const target = document.getElementById('page');
if (target) {
  document.getElementById('plain')?.remove();
  mount(App, { target });
  live.listen();
}
