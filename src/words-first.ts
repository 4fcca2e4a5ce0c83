// All that the screen says, in one place of the bundle: words beside words compress better, by half a kilobyte.
import './wording/class-names';
import './wording/confusion-matrix';
import './wording/downloads';
import './wording/first-layer';
import './wording/gallery';
import './wording/garment-pad';
import './wording/help';
import './wording/past-runs';
import './wording/probabilities';
import './wording/sentences';
import './wording/share';
import './wording/stored-runs';
import './wording/time-travel';
import './wording/trainer';
import './wording/without-data';
import './wording/worker-words';
