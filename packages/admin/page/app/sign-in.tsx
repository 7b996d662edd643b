import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { signIn } from '../session/session.js';
import { Button } from '../ui/button.js';
import { TextField } from '../ui/field.js';
import { Heading } from './heading.js';

/** Asks for a token, where the server does not know who asks. */
export function SignIn({ refused }: { readonly refused: boolean }): JSX.Element {
  const [token, setToken] = useState('');
  const [problem, setProblem] = useState(refused ? 'The server does not know this token.' : undefined);
  return (
    <form
      class="sign-in card"
      onSubmit={(event) => {
        event.preventDefault();
        // A header can hold nothing else, and a copied line often ends in white space.
        if (/^[\x21-\x7e]+$/.test(token.trim())) void signIn(token.trim());
        else setProblem('Enter the token: visible characters without blanks.');
      }}
    >
      <Heading title="Sign in" />
      <TextField
        label="Access token"
        isSecret
        value={token}
        onInput={setToken}
        problem={problem}
        hint="It is kept in this tab until you close it or sign out."
      />
      <Button kind="primary" type="submit">
        Sign in
      </Button>
      <p class="quiet">If the app around this page has a sign-in of its own, use that and reload.</p>
    </form>
  );
}
