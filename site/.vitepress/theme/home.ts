// VitePress's first page with a landmark around its content, which its own (VPHome.vue) lacks:
// without it, somebody who listens to the page cannot skip to the content.
import { Content } from "vitepress";
import { VPHomeContent, VPHomeHero } from "vitepress/theme-without-fonts";
import { defineComponent, h } from "vue";

export default defineComponent(
  () => () => h("main", { class: "VPHome" }, [h(VPHomeHero), h(VPHomeContent, () => h(Content))]),
);
