import { backoff, pause } from "./backoff";
import { whenOnline } from "./online";
import { asProblem } from "./problem";

const most = 6; // attempts that the server may answer with a failure; a missing network costs none

/** Repeats a request for as long as there is hope, and throws the Problem when there is none. */
export async function patiently<T>(request: () => Promise<T>, signal: AbortSignal, first = 1000): Promise<T> {
  let answered = 0;
  for (let attempt = 1; ; attempt++) {
    try {
      return await request();
    } catch (error) {
      const problem = asProblem(error);
      if (problem.status !== 0) answered++;
      if (signal.aborted || !problem.passing || answered >= most) throw problem;
      await pause(problem.retryAfter ?? backoff(attempt, first), signal);
      await whenOnline(signal);
    }
  }
}
