using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DeepGen.Generators.Declaration;

/// <summary>Functions with several results, and what is taken of a value, an array or a tuple by brackets.</summary>
internal sealed partial class BodyReader
{
    /// <summary>
    /// What a call gives. Of several results the call becomes a statement of its own, so that it is computed once, whatever is taken of
    /// it.
    /// </summary>
    private Operand Results(FunctionCall call, ITypeSymbol type, long? count)
    {
        if (type is INamedTypeSymbol { IsTupleType: true } tuple)
        {
            count = tuple.TupleElements.Length;
        }
        else if (type is not IArrayTypeSymbol)
        {
            return new ValueOperand(call);
        }

        var results = State(call, char.ToLowerInvariant(call.Name[0]) + call.Name.Substring(1));
        return count is null
            ? new ResultsOperand(results)
            : new TupleOperand([.. Enumerable.Range(0, (int)count).Select(index => ElementOf(results, index, call.Token))]);
    }

    private static ValueOperand ElementOf(ReferenceExpression results, int index, int token) =>
        new(new ElementExpression(results, index, token));

    /// <summary>The number of results that an argument asks for: its value, or one for each of its elements.</summary>
    private static long? CountOf(Operand operand) => operand switch
    {
        ConstantOperand { Value: long and > 0 and <= StepLimit and var count } => count,
        TupleOperand { Elements: var elements } => elements.Length,
        _ => null,
    };

    /// <summary><c>array[1]</c>, <c>array[^1]</c>.</summary>
    private Operand? EvaluateElement(IArrayElementReferenceOperation reference)
    {
        if (reference.Indices.Length != 1)
        {
            return Unsupported(reference);
        }

        if (Evaluate(reference.ArrayReference) is not { } array || IndexOf(reference.Indices[0]) is not { } found)
        {
            return null;
        }

        var (index, fromEnd) = found;
        switch (array)
        {
            case TupleOperand { Elements: var elements }:
                index = fromEnd ? elements.Length - index : index;
                if (index >= 0 && index < elements.Length) return elements[(int)index];
                return index > 0 && index < StepLimit && ResultsOf(elements) is { } all
                    ? ElementOf(all, (int)index, context.Token(reference.Syntax))
                    : Unsupported(reference);
            case ResultsOperand { Results: var results } when index >= (fromEnd ? 1 : 0) && index < StepLimit:
                return ElementOf(results, (int)(fromEnd ? -index : index), context.Token(reference.Syntax));
            default:
                return Unsupported(reference);
        }
    }

    /// <summary>The function whose results these all are, which then says itself that it has no more of them.</summary>
    private static ReferenceExpression? ResultsOf(ImmutableArray<Operand> elements)
    {
        var results = (elements.FirstOrDefault() as ValueOperand)?.Expression is ElementExpression first
            ? first.Results as ReferenceExpression
            : null;
        return elements.All(element => element is ValueOperand { Expression: ElementExpression other } && Equals(other.Results, results))
            ? results
            : null;
    }

    /// <summary><c>array.Length</c>, and <c>value[.., 1..3, ^1]</c>.</summary>
    private Operand? EvaluateProperty(IPropertyReferenceOperation reference)
    {
        if (reference is { Property.IsIndexer: true, Instance: { } self } && context.Types.IsTensor(reference.Property.ContainingType))
        {
            return EvaluateIndexer(reference, self);
        }

        if (reference is { Property.Name: "Length", Instance.Type: IArrayTypeSymbol })
        {
            return Evaluate(reference.Instance) switch
            {
                TupleOperand { Elements.Length: var length } => new ConstantOperand((long)length),
                ResultsOperand => Unsupported<Operand>(reference.Syntax.GetLocation(), ResultsOfUnknownNumber),
                null => null,
                _ => Unsupported(reference),
            };
        }

        return Unsupported(reference);
    }

    private Operand? EvaluateIndexer(IPropertyReferenceOperation reference, IOperation instance)
    {
        if (Evaluate(instance) is not { } self)
        {
            return null;
        }

        var written = (reference.Arguments[0].Value as IArrayCreationOperation)?.Initializer?.ElementValues;
        if (written is not { } indices)
        {
            return Unsupported(reference);
        }

        var texts = indices.Select(IndexText).ToList();
        var brackets = (reference.Syntax as ElementAccessExpressionSyntax)?.ArgumentList.GetLocation() ?? reference.Syntax.GetLocation();
        var token = context.Token(brackets);
        return texts.Contains(null) ? null : new ValueOperand(Function(
            "Index", token,
            new NamedArgument(Self, ToExpression(self, null, token)),
            new NamedArgument("at", new ConstantExpression(ConstantValue.OfText(string.Join(", ", texts)), token))));
    }

    /// <summary>One index between brackets as text: <c>3</c>, <c>^1</c>, <c>1..^2</c>; null where a diagnostic was reported.</summary>
    private string? IndexText(IOperation index)
    {
        switch (index)
        {
            case IConversionOperation { OperatorMethod: not null } conversion:
                return IndexText(conversion.Operand);
            case IRangeOperation range:
                var first = range.LeftOperand is null ? "" : IndexText(range.LeftOperand);
                var last = range.RightOperand is null ? "" : IndexText(range.RightOperand);
                return first is null || last is null ? null : $"{first}..{last}";
            default:
                return IndexOf(index) is { } found
                    ? (found.FromEnd ? "^" : "") + found.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)
                    : null;
        }
    }

    /// <summary>A constant index, and whether it counts from the end; null where a diagnostic was reported.</summary>
    private (long Number, bool FromEnd)? IndexOf(IOperation index)
    {
        while (index is IConversionOperation { OperatorMethod: not null } conversion)
        {
            index = conversion.Operand;
        }

        var hat = index is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } unary ? unary : null;
        switch (Evaluate(hat?.Operand ?? index))
        {
            case ConstantOperand { Value: long number }:
                return (number, hat is not null);
            case null:
                return null;
            default:
                Unsupported(index);
                return null;
        }
    }
}
