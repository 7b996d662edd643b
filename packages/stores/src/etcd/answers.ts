import { isObject, readJson } from '@halyard/core/store';
import { bodyText } from '../requests/body-text.js';

/** A key and its value, in base64. */
export interface KeyValue {
  readonly key: string;
  readonly value?: string;
  /** The revision of the store in which it was changed last. */
  readonly mod_revision: string;
}

/** The keys of a range. */
export interface RangeAnswer {
  readonly kvs?: readonly KeyValue[];
}

/** What became of a transaction. */
export interface TransactionAnswer {
  /** Absent if a comparison failed. */
  readonly succeeded?: boolean;
  readonly responses?: readonly { readonly response_range?: RangeAnswer }[];
}

/** A message of a watch. */
interface WatchAnswer {
  readonly header?: { readonly revision: string };
  readonly events?: readonly { readonly type?: 'PUT' | 'DELETE'; readonly kv: KeyValue }[];
  /** True in the first message. */
  readonly created?: boolean;
  /** True if nothing more comes of this watch. */
  readonly canceled?: boolean;
  /** Why, such as that the token is wrong. Empty where the changes from the start on are compacted away. */
  readonly cancel_reason?: string;
}

/** A line of a watch: a message, or why there are no more. */
export interface WatchLine {
  readonly result?: WatchAnswer;
  readonly error?: { readonly message?: string };
}

/** The JSON object of an answer of the gateway. Throws an error with a sentence for what is none. */
export function answerIn(text: string): object {
  const json = readJson(text);
  if ('value' in json && isObject(json.value)) return json.value;
  throw new Error('the answer is not that of an etcd gateway: check the address');
}

/** The sentence of an answer that is not a success, such as `etcdserver: permission denied`, if it has one. */
export async function reasonIn(response: Response): Promise<string | undefined> {
  const json = readJson(await bodyText(response.clone()).catch(() => ''));
  const reason = 'value' in json && isObject(json.value) ? json.value['message'] : undefined;
  return typeof reason === 'string' ? reason.slice(0, 300) : undefined;
}
