import { Component, type ComponentChildren, type ComponentType, h } from 'preact';

/** The component, rendered again only if one of its properties changes. */
export function memo<Props extends object>(Inner: (props: Props) => ComponentChildren): ComponentType<Props> {
  return class Memo extends Component<Props> {
    override shouldComponentUpdate(next: Readonly<Props>): boolean {
      const keys = Object.keys(next) as (keyof Props)[];
      return keys.some((key) => !Object.is(next[key], this.props[key as never]));
    }

    override render(): ComponentChildren {
      return h(Inner as ComponentType<Props>, this.props as Props & { children?: ComponentChildren });
    }
  };
}
