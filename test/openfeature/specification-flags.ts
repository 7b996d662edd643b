const variants = { zero: false, 'non-zero': true };
const microsoft = { when: { email: 'ballmer@macrosoft.com' }, serve: 'zero' };
const template = { showImages: true, title: 'Check out these pics!', imagesPerPage: 100 };

/** The flags that the scenarios of the OpenFeature specification ask for, as definitions of Halyard. */
export const SPECIFICATION_FLAGS = {
  'boolean-flag': { variants: { on: true, off: false }, default: 'on' },
  'string-flag': { variants: { greeting: 'hi', parting: 'bye' }, default: 'greeting' },
  'integer-flag': { variants: { one: 1, ten: 10 }, default: 'ten' },
  'float-flag': { variants: { tenth: 0.1, half: 0.5 }, default: 'half' },
  'object-flag': { variants: { empty: {}, template }, default: 'template' },
  'wrong-flag': { variants: { one: 'uno', two: 'dos' }, default: 'one' },
  'boolean-zero-flag': { variants, default: 'zero' },
  'string-zero-flag': { variants: { zero: '', 'non-zero': 'str' }, default: 'zero' },
  'integer-zero-flag': { variants: { zero: 0, 'non-zero': 1 }, default: 'zero' },
  'float-zero-flag': { variants: { zero: 0, 'non-zero': 1 }, default: 'zero' },
  'object-zero-flag': { variants: { zero: {}, 'non-zero': template }, default: 'zero' },
  'boolean-targeted-zero-flag': { variants, default: 'zero', rules: [microsoft] },
  'string-targeted-zero-flag': {
    variants: { zero: '', 'non-zero': 'str' },
    default: 'zero',
    rules: [microsoft],
  },
  'integer-targeted-zero-flag': {
    variants: { zero: 0, 'non-zero': 1 },
    default: 'zero',
    rules: [microsoft],
  },
  'float-targeted-zero-flag': { variants: { zero: 0, 'non-zero': 1 }, default: 'zero', rules: [microsoft] },
  'object-targeted-zero-flag': {
    variants: { zero: {}, 'non-zero': template },
    default: 'zero',
    rules: [microsoft],
  },
  'boolean-disabled-flag': { enabled: false },
  'string-disabled-flag': {
    enabled: false,
    variants: { greeting: 'hi', parting: 'bye' },
    default: 'parting',
  },
  'context-aware': {
    variants: { internal: 'INTERNAL', external: 'EXTERNAL' },
    default: 'external',
    rules: [{ when: { customer: false }, serve: 'internal' }],
  },
  'metadata-flag': {
    variants: { on: true, off: false },
    default: 'on',
    metadata: { string: '1.0.2', integer: 2, float: 0.1, boolean: true },
  },
  // Those that the drafts of the provider conformance suite add.
  'large-integer-flag': { variants: { 'max-int32': 2_147_483_647 }, default: 'max-int32' },
  'huge-integer-flag': { variants: { 'max-safe': 9_007_199_254_740_991 }, default: 'max-safe' },
  'integral-float-flag': { variants: { ten: 10.0 }, default: 'ten' },
  'disabled-boolean-flag': { enabled: false, default: false },
  'changing-flag': { variants: { foo: 'foo', bar: 'bar' }, default: 'foo' },
  'targeting-key-flag': {
    variants: { hit: 'hit', miss: 'miss' },
    default: 'miss',
    rules: [{ users: ['5c3d8535-f81a-4478-a6d3-afaa4d51199e'], serve: 'hit' }],
  },
} as const;
