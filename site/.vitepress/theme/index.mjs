// Without the fonts of the default theme: system fonts are enough.
import DefaultTheme from 'vitepress/theme-without-fonts';

export default DefaultTheme;
