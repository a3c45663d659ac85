namespace DeepGen.Generators.Tests.Compiled;

/// <summary>
/// Products whose operands are laid out for the tiles: weights in panels, rows that would compete for a place in the caches.
/// </summary>
internal sealed class ProductModels : AgreementModels
{
    private static readonly (string Shape, string Layers)[] Stacks =
    [
        ("20", "Linear(33), ReLU, Linear(100), Tanh, Linear(64), ReLU"),
        ("7", "Linear(1024), Tanh, Linear(40), ReLU"),
        ("2, 16, 16", "Conv2d(4, Kernel = 3, Padding = 1), ELU, Flatten, Linear(50), ReLU"),
        ("1, 32, 32", "Conv2d(4, Kernel = 3, Padding = 1), MaxPool2d(2), ELU, Flatten, Linear(35), Tanh, Linear(65)"),
        ("3, 9, 8", "Conv2d(70, Kernel = 2), Tanh, Conv2d(33, Kernels = new[] { 1, 3 }, Stride = 2), ReLU, Flatten"),
        ("2, 11", "Conv1d(96, Kernel = 3, Dilation = 2), Tanh, Conv1d(64, Kernel = 1, Groups = 2), Flatten"),
    ];

    public override string Source { get; } = string.Join('\n',
    [
        .. Stacks.Select((stack, at) =>
            $"[Model, Input(\"x\", \"N, {stack.Shape}\"), {stack.Layers}, Linear(2), MSELoss(\"y\")] public partial class Product{at};"),
        """
        [Model]
        public partial class WideShared
        {
            [Linear(1024)] readonly Layer wide;
            [Linear(48)] readonly Layer narrow;
            [Linear(2)] readonly Layer head;

            // Rows that lie apart, seen by a product, a sum, a reshape that keeps them and one that does not.
            Value Forward([Shape("N, 6")] Value x)
            {
                var y = wide(x).Tanh();
                var z = y.Reshape("N, 32, 32");
                return head(narrow(y) + z.Sum(1).Pad([0, 16]) + y.Reshape("N * 2, 512").Reshape("N, 1024").Sum(1, true));
            }

            Value Loss(Value output, [Shape("N, 2")] Value y) => output.Mse(y);
        }
        """,
    ]);

    public override int[] Batches => [1, 2, 5, 17];
}
