using System.Globalization;
using System.Text;

namespace DeepGen.Training;

/// <summary>Keeps a history as a CSV file: a line for each step and each epoch, numbers exact.</summary>
public static class HistoryFile
{
    private const string Header = "kind,epoch,train_loss,train_accuracy,test_loss,test_accuracy";

    /// <summary>Writes the file, beside it first and then in its place.</summary>
    /// <param name="path">The file to write.</param>
    /// <param name="history">What was measured.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, TrainingHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        var text = new StringBuilder(Header).Append('\n');
        foreach (var step in history.Steps)
        {
            text.Append(CultureInfo.InvariantCulture, $"step,{step.Epoch:R},{step.Loss:R},,,\n");
        }

        foreach (var (epoch, trainLoss, trainAccuracy, testLoss, testAccuracy) in history.Epochs)
        {
            text.Append(CultureInfo.InvariantCulture, $"epoch,{epoch:R},{trainLoss:R},{trainAccuracy:R},{testLoss:R},{testAccuracy:R}\n");
        }

        AtomicFile.WriteText(path, text.ToString());
    }

    /// <summary>Reads a file that <see cref="Write"/> has written.</summary>
    /// <param name="path">The file to read.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file holds something else; the message names the line.</exception>
    public static TrainingHistory Read(string path)
    {
        var history = new TrainingHistory();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (number == 1 ? line != Header : !TryAdd(history, line.Split(',')))
            {
                throw new InvalidDataException(
                    $"'{path}' is not a training history: line {number} is '{line}'; delete it to begin a new one.");
            }
        }

        return history;
    }

    private static bool TryAdd(TrainingHistory history, string[] fields)
    {
        var used = fields[0] == "step" ? 3 : 6;
        var values = new double[6];
        if (fields.Length != 6 || fields[0] is not ("step" or "epoch"))
        {
            return false;
        }

        for (var i = 1; i < used; i++)
        {
            if (!double.TryParse(fields[i], NumberStyles.Float, CultureInfo.InvariantCulture, out values[i]))
            {
                return false;
            }
        }

        if (used == 3)
        {
            history.Add(new StepRecord(values[1], values[2]));
        }
        else
        {
            history.Add(new EpochRecord(values[1], values[2], values[3], values[4], values[5]));
        }

        return true;
    }
}
