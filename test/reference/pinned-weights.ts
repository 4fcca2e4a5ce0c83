/**
 * SHA-256 of the lesson's weights after one epoch of Fashion-MNIST with the engine fused and the default settings:
 * the same in every browser and under Node, for any number of threads. It changes only when the numbers do, and then
 * the reference trajectories have to be replayed before it is pinned anew.
 */
export const ONE_EPOCH_SHA256 = 'fb875424f762ae69be0b25a8825c1ec50574dcd5464d16b824845d8fb69ee2ea';
