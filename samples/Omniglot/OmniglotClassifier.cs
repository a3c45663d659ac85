using DeepGen;

namespace Omniglot;

/// <summary>
/// Reads a handwritten character: from an image, and from a hint which alphabet it belongs to (all zeros where nobody knows), which
/// alphabet and which character it is.
/// </summary>
[Model]
public partial class OmniglotClassifier
{
    public const int Alphabets = 8;
    public const int Characters = 242;

    [Conv2d(16, Kernel = 3, Padding = 1)] readonly Layer strokes;
    [Conv2d(32, Kernel = 3, Padding = 1)] readonly Layer corners;
    [Conv2d(64, Kernel = 3, Padding = 1)] readonly Layer parts;
    [BatchNorm2d] readonly Layer strokeNorm;
    [BatchNorm2d] readonly Layer cornerNorm;
    [BatchNorm2d] readonly Layer partNorm;
    [Linear(128)] readonly Layer embed;
    [Linear(16)] readonly Layer embedAlphabet;
    [Linear(Alphabets)] readonly Layer alphabetHead;
    [Linear(Characters)] readonly Layer characterHead;

    (Value alphabet, Value character) Forward([Shape("N, 1, 64, 64")] Value image, [Shape("N, 8")] Value hint)
    {
        var s = strokeNorm(strokes(image)).Elu().MaxPool2d(2);
        s = cornerNorm(corners(s)).Elu().MaxPool2d(2);
        s = partNorm(parts(s)).Elu().MaxPool2d(2);
        var shape = embed(s.Flatten().Dropout(0.3)).Elu();
        var x = Value.Concat(1, shape, embedAlphabet(hint).Elu());
        return (alphabetHead(x), characterHead(x));
    }

    Value Loss(Value alphabet, Value character, [Shape("N")] Value<int> alphabetLabel, [Shape("N")] Value<int> characterLabel)
        => alphabet.CrossEntropy(alphabetLabel) * 0.33f + character.CrossEntropy(characterLabel) * 0.67f;
}
