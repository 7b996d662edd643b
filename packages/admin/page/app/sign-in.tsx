import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { signIn } from '../session/session.js';
import { Button } from '../ui/button.js';
import { TextField } from '../ui/field.js';
import { Heading } from './heading.js';

/** Asks for a token if the server requires authentication. */
export function SignIn({ refused }: { readonly refused: boolean }): JSX.Element {
  const [token, setToken] = useState('');
  const [problem, setProblem] = useState(refused ? 'The server does not accept this token.' : undefined);
  return (
    <form
      class="sign-in card"
      onSubmit={(event) => {
        event.preventDefault();
        // A header can contain only these characters. A copied line often ends with white space.
        if (/^[\x21-\x7e]+$/.test(token.trim())) void signIn(token.trim());
        else setProblem('Enter the token: visible characters without spaces.');
      }}
    >
      <Heading title="Sign in" />
      <TextField
        label="Access token"
        isSecret
        value={token}
        onInput={setToken}
        problem={problem}
        hint="It is kept until you close this tab or sign out."
      />
      <Button kind="primary" type="submit">
        Sign in
      </Button>
      <p class="quiet">If the app has its own sign-in, sign in there and reload this page.</p>
    </form>
  );
}
