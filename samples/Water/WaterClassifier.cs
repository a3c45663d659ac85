using DeepGen;

namespace Water;

/// <summary>Two hidden layers with batch norm: whether water can be drunk, from nine measurements.</summary>
[Model]
[Input("measurements", "N, 9")]
[Linear(64), BatchNorm1d, ReLU, Dropout(0.3)]
[Linear(64), BatchNorm1d, ReLU, Dropout(0.3)]
[Linear(1)]
[BCEWithLogitsLoss("potable")]
public partial class WaterClassifier;

/// <summary>One linear layer, as a baseline: what can be said without hidden layers.</summary>
[Model]
[Input("measurements", "N, 9")]
[Linear(1)]
[BCEWithLogitsLoss("potable")]
public partial class LogisticRegression;
