using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepGen.Generators.Declaration;

internal sealed partial class BodyReader
{
    /// <summary>What an expression stands for, or null where a diagnostic was reported.</summary>
    private Operand? Evaluate(IOperation operation)
    {
        if (context.Part.Constants.Of(operation) is { } value)
        {
            return new ConstantOperand(value);
        }

        return operation switch
        {
            ILocalReferenceOperation local => Lookup(local.Local, local),
            IParameterReferenceOperation parameter => Lookup(parameter.Parameter, parameter),
            IFieldReferenceOperation field => EvaluateField(field),
            IInvocationOperation invocation => Invoke(invocation),
            IArrayElementReferenceOperation element => EvaluateElement(element),
            IPropertyReferenceOperation property => EvaluateProperty(property),
            IBinaryOperation binary => EvaluateBinary(binary),
            IUnaryOperation unary => EvaluateUnary(unary),
            IConversionOperation conversion => EvaluateConversion(conversion),
            ITupleOperation tuple => EvaluateAll(tuple.Elements),
            IArrayCreationOperation { Initializer: { } initializer } => EvaluateAll(initializer.ElementValues),
            ICollectionExpressionOperation collection => EvaluateAll(collection.Elements),
            IConditionalOperation { WhenFalse: { } otherwise } conditional =>
                Condition(conditional, conditional.Condition) is not { } holds ? null : Evaluate(holds ? conditional.WhenTrue : otherwise),
            ISimpleAssignmentOperation assignment => Assign(assignment.Target, Evaluate(assignment.Value)),
            IDeconstructionAssignmentOperation assignment => Assign(assignment.Target, Evaluate(assignment.Value)),
            ICompoundAssignmentOperation assignment => Assign(assignment.Target, EvaluateCompound(assignment)),
            IDelegateCreationOperation { Target: IMethodReferenceOperation or IAnonymousFunctionOperation } function
                when IsScalar(function.Type) => EvaluateFormula(function),
            IIncrementOrDecrementOperation step => EvaluateStep(step),
            _ => Unsupported(operation),
        };
    }

    /// <summary>Whether a delegate computes a number, so that it can be a function for each element.</summary>
    private static bool IsScalar(ITypeSymbol? type) =>
        type is INamedTypeSymbol { DelegateInvokeMethod.ReturnType.SpecialType: SpecialType.System_Single or SpecialType.System_Double };

    /// <summary>A function for each element: a method by its name, or a lambda.</summary>
    private Operand? EvaluateFormula(IDelegateCreationOperation function)
    {
        var reader = new FormulaReader(context);
        var formula = function.Target is IMethodReferenceOperation reference
            ? reader.Read(reference.Method, reference.Syntax.GetLocation())
            : reader.Read((IAnonymousFunctionOperation)function.Target);
        return formula is null ? null : new FormulaOperand(formula);
    }

    private Operand? Lookup(ISymbol symbol, IOperation operation)
    {
        Used.Add(symbol);
        if (!frame.TryGetValue(symbol, out var operand))
        {
            return Unassigned(symbol, operation);
        }

        return At(operand, operation);
    }

    /// <summary>A name where it is read, so that a message points there.</summary>
    private Operand At(Operand operand, IOperation operation) => operand is ValueOperand { Expression: ReferenceExpression reference }
        ? new ValueOperand(reference with { Token = context.Token(operation.Syntax) })
        : operand;

    private Operand? EvaluateField(IFieldReferenceOperation operation)
    {
        if (context.Part.Fields.TryGetValue(operation.Field, out var member))
        {
            return At(member, operation);
        }

        if (operation is { Instance: { } instance, Field.ContainingType.IsTupleType: true })
        {
            var field = operation.Field.CorrespondingTupleField ?? operation.Field;
            var index = field.ContainingType.TupleElements.IndexOf(field, 0, SymbolEqualityComparer.Default);
            index = index >= 0 ? index : ItemNumber(field.Name) - 1;
            return Evaluate(instance) is TupleOperand tuple && index >= 0 && index < tuple.Elements.Length
                ? tuple.Elements[index]
                : Unsupported(operation);
        }

        return IsNumber(operation.Field.Type) ? NotConstant(operation) : Unsupported(operation);
    }

    private static bool IsNumber(ITypeSymbol type) =>
        type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_Double and not SpecialType.System_Char;

    private Operand? NotConstant(IFieldReferenceOperation operation)
    {
        context.Report("DG1042", operation.Syntax.GetLocation(), operation.Field.Name, method);
        return null;
    }

    private static int ItemNumber(string name) =>
        int.TryParse(name.Replace("Item", ""), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture,
            out var number) ? number : 0;

    private Operand? EvaluateAll(IEnumerable<IOperation> operations)
    {
        var elements = operations.Select(Evaluate).ToList();
        return elements.Contains(null) ? null : new TupleOperand([.. elements!]);
    }

    private Operand? EvaluateConversion(IConversionOperation conversion)
    {
        if (conversion.OperatorMethod is not null)
        {
            return Unsupported(conversion);
        }

        return Evaluate(conversion.Operand) switch
        {
            ConstantOperand { Value: var value } when ConstantFolder.Convert(value, conversion.Type) is { } converted =>
                new ConstantOperand(converted),
            ConstantOperand => Unsupported(conversion),
            var operand => operand,
        };
    }

    private Operand? EvaluateStep(IIncrementOrDecrementOperation step)
    {
        if (Evaluate(step.Target) is not { } operand)
        {
            return null;
        }

        var sign = step.Kind == OperationKind.Increment ? 1 : -1;
        return operand switch
        {
            ConstantOperand { Value: long integer } => Assign(step.Target, new ConstantOperand(integer + sign)) is null
                ? null
                : new ConstantOperand(step.IsPostfix ? integer : integer + sign),
            ConstantOperand { Value: double real } => Assign(step.Target, new ConstantOperand(real + sign)) is null
                ? null
                : new ConstantOperand(step.IsPostfix ? real : real + sign),
            _ => Unsupported(step),
        };
    }
}
