/**
 * SHA-256 of the lesson's weights after one epoch of Fashion-MNIST with the engine fused and the default settings. It
 * is the same in every browser and under Node, for any number of threads. It changes only if the results change. Then
 * the reference trajectories have to be replayed before the new value is pinned.
 */
export const ONE_EPOCH_SHA256 = '60b7832d29e54e1e174778b8e08713ab4549616099a7af1eadb261c1b6a5e61f';
