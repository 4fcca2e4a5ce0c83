import vue from '@vitejs/plugin-vue';

const isCustomElement = (tag) => tag.startsWith('fmnist-');

export default { plugins: [vue({ template: { compilerOptions: { isCustomElement } } })] };
