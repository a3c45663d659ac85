using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepGen.Generators.Declaration;

internal sealed partial class BodyReader
{
    private Flow Run(IOperation statement)
    {
        if (!CountStep(statement))
        {
            return Flow.Failed;
        }

        switch (statement)
        {
            case IBlockOperation block:
                return RunAll(block.Operations);
            case IReturnOperation { ReturnedValue: { } value }:
                returned = Evaluate(value);
                return returned is null ? Flow.Failed : Flow.Returned;
            case IVariableDeclarationGroupOperation group:
                return group.Declarations.SelectMany(declaration => declaration.Declarators).All(Declare) ? Flow.Next : Flow.Failed;
            case IExpressionStatementOperation expression:
                return Evaluate(expression.Operation) is null ? Flow.Failed : Flow.Next;
            case IConditionalOperation conditional:
                return RunIf(conditional);
            case IForLoopOperation loop:
                return RunFor(loop);
            case IForEachLoopOperation loop:
                return RunForEach(loop);
            case IEmptyOperation:
                return Flow.Next;
            default:
                Unsupported(statement);
                return Flow.Failed;
        }
    }

    private Flow RunAll(IEnumerable<IOperation> statements)
    {
        foreach (var statement in statements)
        {
            if (Run(statement) is not Flow.Next and var flow)
            {
                return flow;
            }
        }

        return Flow.Next;
    }

    private Flow RunIf(IConditionalOperation conditional) => Condition(conditional, conditional.Condition) switch
    {
        true => Run(conditional.WhenTrue),
        false => conditional.WhenFalse is { } otherwise ? Run(otherwise) : Flow.Next,
        null => Flow.Failed,
    };

    private Flow RunFor(IForLoopOperation loop)
    {
        var flow = RunAll(loop.Before);
        while (flow == Flow.Next)
        {
            var holds = loop.Condition is null ? true : Condition(loop.Condition, loop.Condition);
            if (holds != true)
            {
                return holds is null ? Flow.Failed : Flow.Next;
            }

            flow = Run(loop.Body);
            flow = flow == Flow.Next ? RunAll(loop.AtLoopBottom) : flow;
        }

        return flow;
    }

    private Flow RunForEach(IForEachLoopOperation loop)
    {
        switch (Evaluate(loop.Collection))
        {
            case TupleOperand collection:
                var flow = Flow.Next;
                foreach (var element in collection.Elements.TakeWhile(_ => flow == Flow.Next))
                {
                    var variable = loop.LoopControlVariable is IVariableDeclaratorOperation declarator
                        ? Bind(declarator.Symbol, element)
                        : Assign(loop.LoopControlVariable, element);
                    flow = variable is null ? Flow.Failed : Run(loop.Body);
                }

                return flow;
            case null:
                return Flow.Failed;
            case ResultsOperand:
                Unsupported<Operand>(loop.Collection.Syntax.GetLocation(), ResultsOfUnknownNumber);
                return Flow.Failed;
            default:
                Unsupported(loop);
                return Flow.Failed;
        }
    }

    private bool? Condition(IOperation owner, IOperation condition)
    {
        switch (Evaluate(condition))
        {
            case ConstantOperand { Value: bool value }:
                return value;
            case null:
                return null;
            default:
                Unsupported(owner);
                return null;
        }
    }

    private bool Declare(IVariableDeclaratorOperation declarator)
    {
        var initializer = declarator.Initializer ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer;

        // A local without a value is bound by its first assignment; C# sees to it that nothing reads it before.
        return initializer is null || Bind(declarator.Symbol, Evaluate(initializer.Value)) is not null;
    }

    private Operand? Bind(ISymbol local, Operand? value)
    {
        if (value is null)
        {
            return null;
        }

        return frame[local] = Named(value, local.Name);
    }

    private Operand? Assign(IOperation target, Operand? value)
    {
        switch (target)
        {
            case ILocalReferenceOperation local:
                return Bind(local.Local, value);
            case IParameterReferenceOperation parameter:
                return Bind(parameter.Parameter, value);
            case IDiscardOperation:
                return value;
            case IDeclarationExpressionOperation declaration:
                return Assign(declaration.Expression, value);
            case ITupleOperation tuple when value is TupleOperand values && values.Elements.Length == tuple.Elements.Length:
                var assigned = tuple.Elements.Zip(values.Elements, Assign).ToList();
                return assigned.Contains(null) ? null : value;
            default:
                return value is null ? null : Unsupported(target);
        }
    }
}
