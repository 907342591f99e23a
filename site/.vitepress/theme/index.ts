// VitePress's own theme in the colours of the service's pages, and with the fonts of the reader's
// system, as those have.
import DefaultTheme from "vitepress/theme-without-fonts";
import "./style.css";

export default DefaultTheme;
