namespace DeepGen.Tests.Models;

[Model]
[Input("x", "N, 6")]
[Linear(11), Tanh, Linear(3)]
[MSELoss("y")]
public partial class SmallPerceptron;
