class PrefersDark {
  now = $state(matchMedia('(prefers-color-scheme: dark)').matches);

  constructor() {
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', (event) => {
      this.now = event.matches;
    });
  }
}

/** Whether the device asks for dark. */
export const prefersDark = new PrefersDark();
