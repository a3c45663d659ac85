using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepGen.Generators.Declaration;

internal sealed partial class BodyReader
{
    private readonly HashSet<Part> calledParts = [];
    private readonly List<BlockCall> finished = [];
    private int blockCalls;

    /// <summary>The call of a block that is being read, from 1; 0 outside of blocks.</summary>
    private int blockCall;

    /// <summary>The calls of blocks that were read.</summary>
    public EquatableArray<BlockCall> BlockCalls => finished.ToEquatableArray();

    /// <summary>Whether a block was called.</summary>
    public bool IsCalled(BlockOperand block) => calledParts.Contains(block.Copies[0]);

    /// <summary>Applies the layers of a stack, the part that the context is at, one after another.</summary>
    /// <returns>The last one's result, or null where a diagnostic was reported.</returns>
    public ValueOperand? Chain(Operand input)
    {
        var value = input;
        foreach (var layer in context.Part.Stack)
        {
            // A block may be called several times, each of which has shapes of its own.
            var token = layer.Operand is LayerOperand && context.Part.Outer is not null ? context.TokenAgain(layer.Token) : layer.Token;
            if (Apply(layer.Operand, [value], token) is not { } output)
            {
                return null;
            }

            value = Named(output, layer.Name);
        }

        return (ValueOperand)value;
    }

    /// <summary>Calls a layer or a block.</summary>
    private Operand? Apply(Operand callee, IReadOnlyList<Operand> inputs, int token)
    {
        if (callee is LayerOperand layer)
        {
            called.Add(layer.Index);
            return new ValueOperand(new LayerCall(
                layer.Index, inputs.Select(input => ToExpression(input, null, token)).ToEquatableArray(), token));
        }

        return ApplyBlock((BlockOperand)callee, inputs, token);
    }

    private Operand? ApplyBlock(BlockOperand block, IReadOnlyList<Operand> given, int token)
    {
        var inputs = given;
        var first = context.TokenCount;
        foreach (var part in block.Copies)
        {
            calledParts.Add(part);
            var outer = blockCall;
            blockCall = ++blockCalls;
            var applied = context.Within(part, () => Apply(part, inputs));
            blockCall = outer;
            if (applied is not { } output)
            {
                return null;
            }

            inputs = [output];
        }

        var use = context.TokenOfUse(block.Copies[0].Use);
        finished.Add(new BlockCall(
            block.Name, given.Select(input => ToExpression(input, null, token)).ToEquatableArray(), ToExpression(inputs[0], null, token),
            first, context.TokenCount, token > 0 ? token : use, use));
        return inputs[0];
    }

    private Operand? Apply(Part part, IReadOnlyList<Operand> inputs)
    {
        if (part.Forward is not { } forward)
        {
            return Chain(Named(inputs[0], "input"));
        }

        var arguments = new Operand[inputs.Count];
        for (var i = 0; i < arguments.Length; i++)
        {
            if (new TensorReader(context).ReadInput(forward.Parameters[i]) is not { } parameter)
            {
                return null;
            }

            var value = ToExpression(inputs[i], null, 0);
            var input = parameter.Dims.IsEmpty
                ? inputs[i]
                : new ValueOperand(new ShapedExpression(value, parameter.Name, parameter.Dims, blockCall, parameter.Token));
            arguments[i] = Named(input, parameter.Name);
        }

        return Read(forward, arguments);
    }

    /// <summary>
    /// A body that C# accepts returns on every path, but only with its constants as written. One that C# rejects has its error already.
    /// </summary>
    private void ReportEnd(IMethodSymbol method, IMethodBodyOperation body)
    {
        var isOpen = context.ReachesEnd(body.BlockBody?.Syntax);
        context.IsBroken |= isOpen;
        if (!isOpen)
        {
            Unsupported<Operand>(method.Locations[0], EndWithoutReturn);
        }
    }

    /// <summary>A local without a value: an error of C#, unless it is the constants of this use that take another way.</summary>
    private Operand? Unassigned(ISymbol symbol, IOperation operation)
    {
        if (!context.Part.Constants.IsEmpty)
        {
            return Unsupported<Operand>(operation.Syntax.GetLocation(), $"'{symbol.Name}', which has no value with these constants,");
        }

        context.IsBroken = true;
        return null;
    }
}
