namespace DeepGen.Generators.Declaration;

/// <summary>Leaves out the layers that <c>Forward</c> never calls: nothing tells what shape they would have.</summary>
internal sealed class LayerPruning
{
    private readonly Dictionary<int, int> indices = [];

    public LayerPruning(ReadContext context, List<LayerDeclaration> layers, BodyReader body)
    {
        var kept = new List<LayerDeclaration>();
        for (var i = 0; i < layers.Count; i++)
        {
            if (body.Called.Contains(i))
            {
                indices[i] = kept.Count;
                kept.Add(layers[i]);
            }
            else if (!context.IsInBlock(layers[i].Token))
            {
                context.Warn("DG1013", layers[i].Token, layers[i].Name);
            }
        }

        // What an instance of a block does not call is left out silently: its constants may say so.
        foreach (var block in context.Part.Fields.Values.OfType<BlockOperand>().Where(block => !body.IsCalled(block)))
        {
            var token = context.TokenOfUse(block.Copies[0].Use);
            if (!context.IsInBlock(token))
            {
                context.Warn("DG1013", token, block.Name);
            }
        }

        Kept = kept.ToEquatableArray();
    }

    public EquatableArray<LayerDeclaration> Kept { get; }

    /// <summary>Members with their places among the layers that are kept.</summary>
    public EquatableArray<MemberDeclaration> Place(IEnumerable<MemberDeclaration> members) =>
        members.Select(member => member with { Before = PlaceOf(member.Before) }).ToEquatableArray();

    /// <summary>The place of a layer among those that are kept, or of the first kept one behind it.</summary>
    private int PlaceOf(int layer) => indices.Keys.Count(kept => kept < layer);

    public EquatableArray<Statement> Apply(EquatableArray<Statement> statements) =>
        statements.Items.Select(statement => statement with { Value = Apply(statement.Value) }).ToEquatableArray();

    public Expression Apply(Expression expression) => expression switch
    {
        LayerCall call => call with
        {
            LayerIndex = indices[call.LayerIndex],
            Arguments = call.Arguments.Items.Select(Apply).ToEquatableArray(),
        },
        ShapedExpression shaped => shaped with { Value = Apply(shaped.Value) },
        FunctionCall call => call with
        {
            Arguments = call.Arguments.Items.Select(argument => argument with { Value = Apply(argument.Value) }).ToEquatableArray(),
        },
        TupleExpression tuple => tuple with { Elements = tuple.Elements.Items.Select(Apply).ToEquatableArray() },
        ElementExpression element => element with { Results = Apply(element.Results) },
        _ => expression,
    };
}
