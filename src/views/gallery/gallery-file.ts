import type * as shared from '../lazy/shared-code';
import { GarmentDetailView } from './garment-detail-view';
import { SampleGalleryView } from './sample-gallery-view';

/** The export of the bundle `views/gallery.js`; see `shared-code.ts`. */
export const open = (_: typeof shared) => ({ GarmentDetailView, SampleGalleryView });
