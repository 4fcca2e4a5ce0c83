/**
 * SHA-256 of the lesson's weights after one epoch of Fashion-MNIST with the engine fused and the default settings:
 * the same in every browser and under Node, for any number of threads. It changes only when the numbers do, and then
 * the reference trajectories have to be replayed before it is pinned anew.
 */
export const ONE_EPOCH_SHA256 = 'c834fed03213881723a4ef5b713c601e49d7f863c6cde4eb4a764d7f816d1fef';
