// A question that is asked again whenever what it depends on changes. The former answer stays until the new one is
// there, so that the page does not blink while somebody moves through time.

export class Asked<Answer> {
  answer = $state.raw<Answer | null>(null);
  error = $state.raw<unknown>(null);
  isAsking = $state(false);

  /** `question` reads the state it depends on at once, before its first `await`. */
  constructor(question: (signal: AbortSignal) => Promise<Answer>) {
    $effect(() => {
      const leave = new AbortController();
      this.isAsking = true;
      question(leave.signal).then(
        (answer) => {
          if (leave.signal.aborted) return;
          this.answer = answer;
          this.error = null;
          this.isAsking = false;
        },
        (error: unknown) => {
          if (leave.signal.aborted) return;
          this.error = error;
          this.isAsking = false;
        },
      );
      return () => leave.abort();
    });
  }
}
