import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import { readFileSync } from 'node:fs';

const sidebar = JSON.parse(readFileSync(new URL('./sidebar.json', import.meta.url), 'utf8'));

export default defineConfig({
  site: 'https://harbour.example',
  // Packages are shared by sites: what is kept of one must not lie among them.
  cacheDir: './.astro-cache',
  integrations: [
    starlight({
      title: 'Whitesand Harbour',
      defaultLocale: 'zh',
      locales: { zh: { label: '中文', lang: 'zh-CN' }, en: { label: 'English' } },
      components: { Footer: './src/components/Footer.astro' },
      sidebar,
    }),
  ],
});
