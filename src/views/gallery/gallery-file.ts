import type * as shared from '../lazy/shared-code';
import { GarmentDetailView } from './garment-detail-view';
import { SampleGalleryView } from './sample-gallery-view';

/** What the bundle `views/gallery.js` exports; see `shared-code.ts`. */
export const open = (_: typeof shared) => ({ GarmentDetailView, SampleGalleryView });
