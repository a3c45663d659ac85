namespace DeepGen.Generators.Declaration;

/// <summary>
/// An expression of <c>Forward</c> or <c>Loss</c>. In every derived record the <c>Token</c> is last, and points at what a
/// diagnostic about this expression should underline.
/// </summary>
internal abstract record Expression(int Token);

/// <summary>
/// A name: an input, an output (in the loss), a target (in the loss), the target of an earlier statement, or a member as
/// <see cref="MemberDeclaration.Reference"/> calls it.
/// </summary>
internal sealed record ReferenceExpression(string Name, int Token) : Expression(Token);

/// <summary>A call of the layer at this index of <see cref="ModelDeclaration.Layers"/>.</summary>
internal sealed record LayerCall(int LayerIndex, EquatableArray<Expression> Arguments, int Token) : Expression(Token);

/// <summary>
/// A function of values: a method of <c>Value</c> by its name (<c>MaxPool2d</c>, <c>Relu</c>, <c>CrossEntropy</c>, <c>Concat</c>) or
/// an operator as <c>Add</c>, <c>Subtract</c>, <c>Multiply</c>, <c>Divide</c>, <c>Negate</c>.
/// </summary>
/// <remarks>
/// Arguments are named after the method's parameters; a receiver is <c>self</c>; operators have <c>self</c> (left) and
/// <c>other</c> (right), either of which may be a constant. Arguments that were not written are absent. A <c>params</c> parameter is
/// one <see cref="TupleExpression"/> of its values, or one list of integers where it takes constants.
/// </remarks>
internal sealed record FunctionCall(string Name, EquatableArray<NamedArgument> Arguments, int Token) : Expression(Token)
{
    /// <summary>The path of the block that it is called in, <c>layer1.0</c>; empty outside of blocks.</summary>
    public string Path { get; init; } = "";

    /// <summary>The call of that block, as <see cref="ShapedExpression.Call"/> counts them; 0 outside of blocks.</summary>
    public int BlockCall { get; init; }

    /// <summary>The integer constants of the class that its texts name: in a shape each stands for its value.</summary>
    public EquatableArray<NamedExtent> Constants { get; init; }

    /// <summary>The argument of this name, or null where it was not written and its default holds.</summary>
    public NamedArgument? Find(string name)
    {
        foreach (var argument in Arguments)
        {
            if (argument.Name == name)
            {
                return argument;
            }
        }

        return null;
    }
}

/// <summary>An integer constant of a class.</summary>
internal sealed record NamedExtent(string Name, long Value);

internal sealed record NamedArgument(string Name, Expression Value);

/// <summary>A compile-time constant.</summary>
internal sealed record ConstantExpression(ConstantValue Value, int Token) : Expression(Token);

/// <summary>Several values at once: the right side of a deconstruction, or the values of a <c>params</c> parameter.</summary>
internal sealed record TupleExpression(EquatableArray<Expression> Elements, int Token) : Expression(Token);

/// <summary>A value whose shape is written at the parameter of a block that it is given to, and checked.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Call">The call of the block, from 1: within it, a dim's name means one extent.</param>
internal sealed record ShapedExpression(
    Expression Value, string Name, EquatableArray<DimDeclaration> Dims, int Call, int Token) : Expression(Token);

/// <summary>
/// One of the results of a function that gives several, which a statement has given a name; negative from the end, -1 for the last.
/// </summary>
internal sealed record ElementExpression(Expression Results, int Index, int Token) : Expression(Token);

/// <summary>Names given to a value, each assigned once; several for a tuple.</summary>
/// <remarks>A local that the user assigns again becomes a new name, so that every reference has one statement it can mean.</remarks>
internal sealed record Statement(EquatableArray<string> Targets, Expression Value, int Token);
