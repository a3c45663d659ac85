namespace DeepGen;

/// <summary>Replaces and reads the two files of a checkpoint, so that they always belong together.</summary>
internal static class CheckpointStorage
{
    private const string Unfinished = ".tmp";

    public static void Save(string path, CompiledModel model, Optimizer? optimizer, TrainingState? training)
    {
        string statePath = CheckpointFormat.StatePath(path);
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            {
                Directory.CreateDirectory(folder);
            }

            string checksum = ModelCheckpoint.Describe(model).Write(path + Unfinished);
            if (optimizer is null && training is null)
            {
                File.Move(path + Unfinished, path, overwrite: true);
                return;
            }

            TrainingCheckpoint.Describe(model, checksum, optimizer, training).Write(statePath + Unfinished);
            ReplaceBoth(path, statePath);
        }
        catch (Exception e) when (CheckpointReader.IsAboutFiles(e))
        {
            throw new CheckpointException(
                path, null, "the file cannot be written", "check the folder, its free space and its permissions", e);
        }
        finally
        {
            // Where it ended well, they bear their own names by now; also a device that fails leaves none.
            DeleteIfPossible(path + Unfinished);
            DeleteIfPossible(statePath + Unfinished);
        }
    }

    public static void Load(string path, CompiledModel model, Optimizer? optimizer, TrainingState? training, bool checkArchitecture)
    {
        ModelCheckpoint checkpoint = ModelCheckpoint.Read(path, model, checkArchitecture);
        if (optimizer is not null || training is not null)
        {
            TrainingCheckpoint state = TrainingCheckpoint.Read(
                StateOf(path, checkpoint.Checksum), checkpoint.Checksum, model, optimizer, checkArchitecture);
            if (optimizer is not null)
            {
                state.CommitOptions(optimizer);
            }

            state.Commit(model, optimizer, training);
        }

        checkpoint.Commit();
    }

    /// <summary>
    /// Keeps the state that belongs to the model's file that is there, until that is replaced as well: renaming the model's file is the
    /// moment in which a save happens.
    /// </summary>
    internal static void Retire(string path, string statePath)
    {
        string previous = CheckpointFormat.PreviousStatePath(path);
        if (!File.Exists(statePath))
        {
            return;
        }

        // A previous state that is still there is left from a save that was interrupted, and then it may be the one that counts.
        bool previousCounts = File.Exists(previous) && Owner(path) is { } owner && TrainingCheckpoint.Owner(statePath) != owner;
        if (!previousCounts)
        {
            File.Move(statePath, previous, overwrite: true);
        }
    }

    private static void ReplaceBoth(string path, string statePath)
    {
        Retire(path, statePath);
        File.Move(statePath + Unfinished, statePath, overwrite: true);
        File.Move(path + Unfinished, path, overwrite: true);
        File.Delete(CheckpointFormat.PreviousStatePath(path));
    }

    /// <summary>The state that belongs to a model's file, or the place where it should be.</summary>
    private static string StateOf(string path, string? checksum)
    {
        string statePath = CheckpointFormat.StatePath(path);
        string previous = CheckpointFormat.PreviousStatePath(path);
        bool interrupted = File.Exists(previous) && TrainingCheckpoint.Owner(statePath) != checksum;
        return interrupted && TrainingCheckpoint.Owner(previous) == checksum ? previous : statePath;
    }

    private static void DeleteIfPossible(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (CheckpointReader.IsAboutFiles(e))
        {
            // What kept it from being written may keep it from being deleted; the first of the two is the one to report.
            _ = e;
        }
    }

    private static string? Owner(string path)
    {
        try
        {
            using CheckpointReader reader = CheckpointReader.Open(path);
            return reader.Checksum;
        }
        catch (CheckpointException)
        {
            // A model's file that cannot be read has no state worth keeping.
            return null;
        }
    }
}
