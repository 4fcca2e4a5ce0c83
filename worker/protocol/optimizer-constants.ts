/** Adam's decay rates and ε, as in Keras. */
export const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const;
/** RMSProp's decay rate and ε, as in Keras. ε is added inside the square root, as in TensorFlow. */
export const RMSPROP = { decay: 0.9, epsilon: 1e-7 } as const;
