import { viewFile } from '../lazy/view-file';

/** The code of the gallery and of the garment's dialog. */
export const GALLERY_CODE = viewFile('views/gallery.js', () => import('./gallery-file.js'));
